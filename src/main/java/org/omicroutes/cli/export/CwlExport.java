package org.omicroutes.cli.export;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepSpec;

/** Everything under {@code workflows/cwl/}: a tool for each step, and the main job. */
public final class CwlExport {
  /** The folder of the generated tools. */
  public static final String TOOLS = "tools";

  private CwlExport() {}

  /** Path to text of what is made from the declarations. */
  public static Map<String, String> generated() {
    Map<String, String> files = new TreeMap<>();
    for (Step<?> step : StepRegistry.get().all()) {
      files.put(TOOLS + "/" + step.spec().name() + ".cwl", new CwlTool(step.spec()).text());
    }
    return files;
  }

  /** The tool of a step. */
  public static String tool(StepSpec<?> step) {
    return new CwlTool(step).text();
  }

  /** Path to text of the files of the main job, which are written by hand. */
  public static Map<String, String> shipped() throws IOException {
    return ShippedFiles.of("cwl");
  }
}
