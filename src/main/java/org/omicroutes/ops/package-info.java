/** What operators see of a server: health, metrics, traces. */
package org.omicroutes.ops;
