/**
 * A yes-or-no outcome at a horizon: labels under censoring, classifiers, and how well probabilities
 * tell patients apart and hold.
 */
package org.omicroutes.classify;
