package org.omicroutes.models;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.neural.fusion.FusionNetwork;

/** How the training of networks went, as a table. */
final class HistoryFiles {
  private static final String HEADER =
      "network\tepoch\tlearning_rate\ttraining_loss\tvalidation_loss\ttraining_accuracy"
          + "\tvalidation_accuracy\n";

  private HistoryFiles() {}

  /** Writes a row for each epoch of each network, from 1; the header alone where none is kept. */
  static void write(Path file, SurvivalModel model) throws IOException {
    List<FusionNetwork> networks =
        model instanceof TrainedNetworks trained ? trained.networks() : List.of();
    try (Writer out = TextFiles.writer(file)) {
      out.write(HEADER);
      for (int k = 0; k < networks.size(); k++) {
        for (FusionNetwork.Epoch epoch : networks.get(k).history()) {
          out.write(
              String.join(
                  "\t",
                  String.valueOf(k + 1),
                  String.valueOf(epoch.epoch()),
                  String.valueOf(epoch.learningRate()),
                  String.valueOf(epoch.trainingLoss()),
                  String.valueOf(epoch.validationLoss()),
                  String.valueOf(epoch.trainingAccuracy()),
                  String.valueOf(epoch.validationAccuracy())));
          out.write("\n");
        }
      }
    }
  }
}
