package org.omicroutes.evaluate;

/**
 * What a model said of the test patients of one fold of one repeat.
 *
 * @param repeat 0 and up
 * @param fold 0 and up
 * @param patients positions of the test patients in the cohort
 * @param test the same patients in the same order
 * @param training of the patients that the model was fitted on; null where they were not predicted
 */
record StudyFold(int repeat, int fold, int[] patients, HeldOut test, HeldOut training) {}
