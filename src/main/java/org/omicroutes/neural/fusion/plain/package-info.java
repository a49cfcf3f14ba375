/** Fusion networks computed in Java alone. */
package org.omicroutes.neural.fusion.plain;
