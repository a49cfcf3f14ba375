/**
 * Right-censored survival: estimators (Kaplan-Meier, log-rank, Breslow), models (Cox, ridge Cox)
 * and the measures that predictions are held against. Times are days; risks are higher for worse.
 */
package org.omicroutes.survival;
