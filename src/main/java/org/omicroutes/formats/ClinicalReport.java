package org.omicroutes.formats;

import java.util.List;
import java.util.Map;
import org.omicroutes.formats.LayerData.SetAside;

/**
 * What a clinical table holds and what was left out; the JSON of {@code read-clinical}'s {@code
 * out-report}.
 *
 * @param patients rows of the table
 * @param withOutcome patients with a usable time and event; 0 where survival was not asked for
 * @param events patients whose event was seen
 * @param timeColumn null where there is none
 * @param eventColumn null where there is none
 * @param batchColumn the table's column, {@code samplesheet}, or null where there is no batch
 * @param covariates the columns taken
 * @param missing covariate to the number of patients without a value
 * @param setAside patients without an outcome and values taken as missing, by reason
 */
public record ClinicalReport(
    int patients,
    int withOutcome,
    int events,
    String timeColumn,
    String eventColumn,
    String batchColumn,
    List<String> covariates,
    Map<String, Long> missing,
    List<SetAside> setAside) {}
