/**
 * The report of a run: one HTML page that needs nothing else, and its figures as SVG. Drawn with
 * classes of its own, without AWT, so that it works in a native binary.
 */
package org.omicroutes.report;
