package org.omicroutes.evaluate;

/**
 * What the tables of a study are made with.
 *
 * @param main the model that the others are compared with
 * @param baseline the second reference of paired tests; may be missing among the models
 * @param horizonMonths the main horizon
 * @param lateMonths the horizon of the Brier score that is taken apart
 * @param level coverage of intervals, in (0, 1)
 * @param resamples of patients
 * @param seed of the resamples
 * @param smallest subgroup that is measured
 * @param ageCut years; the older group starts here
 */
record StudySettings(
    String main,
    String baseline,
    int horizonMonths,
    int lateMonths,
    double level,
    int resamples,
    long seed,
    EquityGap.Limits smallest,
    double ageCut) {}
