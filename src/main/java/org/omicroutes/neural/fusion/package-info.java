/**
 * The fusion network of genomic and clinical branches with attention (MMFN), and what trains it.
 */
package org.omicroutes.neural.fusion;
