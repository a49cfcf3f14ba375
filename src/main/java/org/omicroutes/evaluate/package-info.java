/** Cross-validated comparison of survival models. */
package org.omicroutes.evaluate;
