package org.omicroutes.neural;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The NVIDIA cards of this machine, as their driver's {@code nvidia-smi} tells of them. */
final class GraphicsCards {
  /** The machine code in ND4J's library for CUDA 11.6 is for these, and cannot be translated. */
  private static final double LOWEST = 3.7;

  private static final double ABOVE = 9.0;
  private static final long PATIENCE_S = 20;

  /**
   * @param capability CUDA's compute capability, such as 8.6
   */
  record Card(String name, double capability) {
    boolean canCompute() {
      return capability >= LOWEST && capability < ABOVE;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s (compute capability %.1f)", name, capability);
    }
  }

  private GraphicsCards() {}

  /**
   * All cards that the driver shows, none where there is no driver.
   *
   * @param program {@code nvidia-smi}, or another that answers like it
   */
  static List<Card> of(String program) {
    try {
      Process process =
          new ProcessBuilder(program, "--query-gpu=compute_cap,name", "--format=csv,noheader")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return List.of();
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? read(said) : List.of();
    } catch (IOException noSuchProgram) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** A line a card: {@code 8.6, NVIDIA A10}; others are passed over. */
  private static List<Card> read(String lines) {
    return lines
        .lines()
        .map(line -> line.split(",", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().matches("\\d+\\.\\d+"))
        .map(parts -> new Card(parts[1].strip(), Double.parseDouble(parts[0].strip())))
        .toList();
  }
}
