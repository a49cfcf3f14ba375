/** A cohort made up from known truth, for tests and for trying the program without patient data. */
package org.omicroutes.simulate;
