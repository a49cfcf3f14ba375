package org.omicroutes.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Does a little of what short commands and steps do, so that the virtual machine learns which
 * classes the program needs; the launcher has it write them into an archive.
 */
final class Training {
  private final Path folder;

  private Training(Path folder) {
    this.folder = folder;
  }

  /**
   * @param arguments {@code short} or {@code step}, and a folder for what is written
   */
  public static void main(String[] arguments) throws IOException {
    Training training = new Training(Files.createDirectories(Path.of(arguments[1], "training")));
    switch (arguments[0]) {
      case "short" -> training.shortCommands();
      case "step" -> training.steps();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void call(String... arguments) {
    Console.open(arguments);
    Resources.apply(arguments);
    PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream());
    CommandTree.of(arguments).setOut(nowhere).setErr(nowhere).execute(arguments);
  }

  private void shortCommands() {
    call("--version");
    call("--help");
    call("steps");
    call("vst", "--help");
    call("no-such-command");
    call("completion", "bash");
    call("why", folder.toString(), "vst");
  }

  private void steps() throws IOException {
    String matrix =
        file("matrix.csv", "feature,a,b,c,d\ng1,5,1,4,9\ng2,3,2,8,1\ng3,7,7,2,6\ng4,1,5,3,2\n");
    String betas = file("betas.tsv", "cpg\ta\tb\ncg1\t0.5\t0.25\ncg2\t0.1\tNA\n");
    String batches = file("batches.tsv", "sample\tbatch\na\t1\nb\t1\nc\t2\nd\t2\n");
    String survival =
        file("survival.tsv", "sample\ttime\tevent\na\t5\t1\nb\t9\t0\nc\t7\t1\nd\t2\t1\n");
    String network = file("network.tsv", "gene1\tgene2\ng1\tg2\ng2\tg3\n");
    String scores = file("scores.tsv", "gene\tscore\ng1\t1\n");
    String maf =
        file(
            "a.maf",
            "Hugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\nTP53\tMissense_Mutation\ta\n");
    String vcf =
        file(
            "a.vcf",
            "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t5\t.\tA\tC\t9\tPASS\t.\n");
    String out = folder.resolve("out.tsv").toString();
    for (List<String> command :
        List.of(
            List.of("m-values", "--betas", betas, "--out", out),
            List.of("m-values", "--betas", betas, "--out", out + ".gz", "--log-format", "json"),
            List.of("vst", "--counts", matrix, "--out", out),
            List.of("quantile", "--matrix", matrix, "--out", out),
            List.of("combat", "--matrix", matrix, "--batches", batches, "--out", out),
            List.of("impute", "--matrix", matrix, "--out", out),
            List.of("select", "--matrix", matrix, "--top", "2", "--out", out),
            List.of("propagate", "--network", network, "--scores", scores, "--out", out),
            List.of("kaplan-meier", "--survival", survival, "--out", out),
            List.of("cox", "--features", matrix, "--survival", survival, "--out", out),
            List.of("maf-mutations", "--maf", maf, "--out", out),
            List.of("vcf-mutations", "--vcf", vcf, "--out", out),
            List.of("m-values", "--betas", folder.resolve("none").toString(), "--out", out))) {
      call(command.toArray(String[]::new));
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
