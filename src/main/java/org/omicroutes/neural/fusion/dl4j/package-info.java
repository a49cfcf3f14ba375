/** Fusion networks computed by Deeplearning4j. */
package org.omicroutes.neural.fusion.dl4j;
