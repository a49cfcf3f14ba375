package org.omicroutes.cli.export;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepSpec;

/** Everything under {@code workflows/nextflow/}: a module for each step, and the main job. */
public final class NextflowExport {
  /** The folder of the generated modules. */
  public static final String MODULES = "modules";

  private NextflowExport() {}

  /** Path to text of what is made from the declarations. */
  public static Map<String, String> generated() {
    Map<String, String> files = new TreeMap<>();
    for (Step<?> step : StepRegistry.get().all()) {
      NextflowModule module = new NextflowModule(step.spec());
      String folder = MODULES + "/" + step.spec().name();
      files.put(folder + "/main.nf", module.main());
      files.put(folder + "/meta.yml", module.meta());
    }
    files.put("nextflow_schema.json", NextflowSchemas.parameters());
    files.put("assets/schema_input.json", NextflowSchemas.samplesheet());
    files.put("conf/base.config", NextflowSchemas.resources());
    return files;
  }

  /** The module of a step. */
  public static String module(StepSpec<?> step) {
    return new NextflowModule(step).main();
  }

  /** The name of its process. */
  public static String process(StepSpec<?> step) {
    return Names.process(step.name());
  }

  /** Path to text of the files of the main job, which are written by hand. */
  public static Map<String, String> shipped() throws IOException {
    return ShippedFiles.of("nextflow");
  }
}
