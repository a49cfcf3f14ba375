/** Steps of a route that another engine runs: ours as generated descriptors, and others' tools. */
package org.omicroutes.camel.sent;
