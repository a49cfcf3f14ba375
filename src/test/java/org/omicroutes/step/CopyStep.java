package org.omicroutes.step;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.omicroutes.cohort.DataException;

/** A step for tests of the runner: copies text, and fails where the text asks for it. */
public final class CopyStep implements Step<CopyStep.Options> {
  final AtomicInteger runs = new AtomicInteger();

  /** How often to write the text. */
  public record Options(@Param(value = "times", defaultValue = "1") int times) {}

  @Override
  public StepSpec<Options> spec() {
    return StepSpec.of("copy", "1", Options.class)
        .summary("Copies.")
        .in(Port.one("in", Edam.TEXT, "text"))
        .out(Port.one("out", Edam.TEXT, "text"))
        .out(Port.optional("out-second", Edam.TEXT, "text"))
        .build();
  }

  @Override
  public void run(StepContext<Options> context) throws Exception {
    runs.incrementAndGet();
    Path in = context.input("in");
    String text = Files.readString(in);
    Files.writeString(context.output("out"), text.repeat(context.parameters().times()));
    if (text.contains("bad")) {
      throw DataException.in(in).line(1).error("bad", "good");
    }
    if (context.optionalOutput("out-second").isPresent()) {
      Files.writeString(context.output("out-second"), "second");
    }
  }
}
