/** MMFN and the models it is compared with: patients in, probabilities at a horizon out. */
package org.omicroutes.models.mmfn;
