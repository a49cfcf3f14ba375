package org.omicroutes.step;

import java.nio.file.Path;
import java.util.List;

/**
 * One piece of omic work: reads the files on its input ports, writes those on its output ports, and
 * depends on nothing else (no clock, no environment, no network), so that its result can be reused.
 * Found with {@link java.util.ServiceLoader}; implementations have a public constructor without
 * arguments and no state.
 */
public interface Step<P extends Record> {

  /** The declaration; the same on every call. */
  StepSpec<P> spec();

  /**
   * Does the work.
   *
   * @throws org.omicroutes.cohort.DataException for bad input data
   * @throws Exception for anything else that went wrong; outputs are then discarded
   */
  void run(StepContext<P> context) throws Exception;

  /**
   * Files that the step reads beyond those on its ports because an input names them (a
   * samplesheet's files). They are part of the execution's key. Missing ones are left for {@link
   * #run} to report.
   */
  default List<Path> alsoReads(StepContext<P> context) throws Exception {
    return List.of();
  }
}
