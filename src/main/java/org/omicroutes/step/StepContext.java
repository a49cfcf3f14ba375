package org.omicroutes.step;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step sees of the world while it runs. */
public interface StepContext<P extends Record> {

  P parameters();

  /** The file on a port of arity ONE. */
  Path input(String port);

  /** The file on an OPTIONAL port, where one was given. */
  Optional<Path> optionalInput(String port);

  /** The files on a MANY port in the order given (any arity works). */
  List<Path> inputs(String port);

  /** The files on a NAMED port by name, in the order given; empty where none was given. */
  Map<String, Path> namedInputs(String port);

  /**
   * Where to write a required output. The path is a temporary one with the name (and so the
   * extension) of the final one; the runner moves it into place when the step has succeeded.
   */
  Path output(String port);

  /** Where to write an optional output, if it was asked for. */
  Optional<Path> optionalOutput(String port);

  /** Says how far the step has come: 0 to 1, with a few words. */
  void progress(double fraction, String message);

  /** A line for the log of the run: something the user should know, not an error. */
  void note(String message);

  /**
   * Says what has computed the result, where more than one thing might have: a note that is also in
   * the run's provenance.
   */
  default void computedBy(String what) {
    note(Execution.COMPUTED_BY + what);
  }
}
