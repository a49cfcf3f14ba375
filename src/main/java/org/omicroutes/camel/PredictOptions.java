package org.omicroutes.camel;

import org.omicroutes.step.Param;

/** Parameters of the workflow {@code predict}. */
public record PredictOptions(
    @Param("The column of the clinical table with the patient ids; by default it is recognised.")
        String patientColumn) {}
