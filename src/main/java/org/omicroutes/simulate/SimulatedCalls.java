package org.omicroutes.simulate;

import htsjdk.samtools.SAMSequenceDictionary;
import htsjdk.samtools.SAMSequenceRecord;
import htsjdk.variant.variantcontext.Allele;
import htsjdk.variant.variantcontext.GenotypeBuilder;
import htsjdk.variant.variantcontext.VariantContext;
import htsjdk.variant.variantcontext.VariantContextBuilder;
import htsjdk.variant.variantcontext.writer.Options;
import htsjdk.variant.variantcontext.writer.VariantContextWriter;
import htsjdk.variant.variantcontext.writer.VariantContextWriterBuilder;
import htsjdk.variant.vcf.VCFFilterHeaderLine;
import htsjdk.variant.vcf.VCFFormatHeaderLine;
import htsjdk.variant.vcf.VCFHeader;
import htsjdk.variant.vcf.VCFHeaderLine;
import htsjdk.variant.vcf.VCFHeaderLineCount;
import htsjdk.variant.vcf.VCFHeaderLineType;
import htsjdk.variant.vcf.VCFInfoHeaderLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/**
 * Somatic calls of one patient at a time as a bgzipped VCF with a tumour and a normal column and
 * annotations as Ensembl's VEP writes them ({@code CSQ}). The module's mutated genes are hit more
 * often the more active the module is; drivers and passengers are hit whatever it does.
 */
final class SimulatedCalls {
  private static final int LEAST = 3;
  private static final int MOST = 15;
  private static final int CHROMOSOMES = 22;
  private static final int CHROMOSOME_LENGTH = 50_000_000;
  private static final double MODULE_LOGIT = -2.4;
  private static final double MODULE_SLOPE = 1.1;
  private static final double PASSENGERS = 4;
  private static final double[] DRIVER_SHARES = {0.3, 0.2, 0.15, 0.1, 0.08, 0.06, 0.05, 0.04};
  private static final String CSQ_FORMAT =
      "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE";

  private final List<String> genes;
  private final SimulatedPatients patients;
  private final GeneEffects effects;
  private final int[] drivers;
  private final Draws draws;

  SimulatedCalls(
      CohortDesign design, List<String> genes, SimulatedPatients patients, GeneEffects effects) {
    this.genes = genes;
    this.patients = patients;
    this.effects = effects;
    this.draws = new Draws(design.seed(), 8);
    this.drivers =
        java.util.Arrays.stream(draws.permutation(genes.size()))
            .filter(g -> effects.rnaActivity[g] == 0)
            .limit(DRIVER_SHARES.length)
            .toArray();
  }

  /** Draws a patient's calls and writes them; patients must be asked for in order. */
  void write(Path file, int patient) {
    String tumour = patients.ids.get(patient) + "-T";
    String normal = patients.ids.get(patient) + "-N";
    VariantContextWriter writer =
        new VariantContextWriterBuilder()
            .setOutputPath(file)
            .setOutputFileType(VariantContextWriterBuilder.OutputType.BLOCK_COMPRESSED_VCF)
            .unsetOption(Options.INDEX_ON_THE_FLY)
            .build();
    try (writer) {
      writer.writeHeader(header(tumour, normal));
      calls(patient, tumour, normal).forEach(writer::add);
    }
  }

  private List<VariantContext> calls(int patient, String tumour, String normal) {
    // by chromosome and position: the order of the file, and no two calls at one place
    TreeMap<Long, VariantContext> calls = new TreeMap<>(Comparator.naturalOrder());
    for (int gene : functionalHits(patient)) {
      String consequence = draws.chance(0.75) ? "missense_variant" : truncating();
      put(calls, gene, consequence, true, tumour, normal);
    }
    int passengers = draws.poisson(PASSENGERS);
    for (int k = 0; k < passengers || calls.size() < LEAST; k++) {
      String consequence =
          List.of("missense_variant", "synonymous_variant", "intron_variant")
              .get(draws.weighted(0.55, 0.25, 0.2));
      put(calls, draws.below(genes.size()), consequence, draws.chance(0.9), tumour, normal);
    }
    return calls.values().stream().limit(MOST).toList();
  }

  private List<Integer> functionalHits(int patient) {
    List<Integer> hits = new ArrayList<>();
    double odds = StrictMath.exp(MODULE_LOGIT + MODULE_SLOPE * patients.activity[patient]);
    for (int g = 0; g < genes.size(); g++) {
      if (effects.mutatedByActivity[g] && draws.chance(odds / (1 + odds))) {
        hits.add(g);
      }
    }
    for (int d = 0; d < drivers.length; d++) {
      if (draws.chance(DRIVER_SHARES[d])) {
        hits.add(drivers[d]);
      }
    }
    return hits;
  }

  private String truncating() {
    return draws.chance(0.5) ? "stop_gained" : "frameshift_variant";
  }

  private void put(
      TreeMap<Long, VariantContext> calls,
      int gene,
      String consequence,
      boolean pass,
      String tumour,
      String normal) {
    int chromosome = gene % CHROMOSOMES;
    int position = 1_000_000 + gene / CHROMOSOMES * 100_000 + draws.below(20_000);
    int reference = draws.below(4);
    int other = (reference + 1 + draws.below(3)) % 4;
    String ref = "ACGT".substring(reference, reference + 1);
    String alt = "ACGT".substring(other, other + 1);
    if (consequence.equals("frameshift_variant")) {
      alt = ref + alt;
    }
    List<Allele> alleles = List.of(Allele.create(ref, true), Allele.create(alt));
    int depth = 40 + draws.below(80);
    int altReads = (int) (depth * draws.uniform(pass ? 0.15 : 0.03, pass ? 0.5 : 0.08));
    int normalDepth = 30 + draws.below(40);
    var builder =
        new VariantContextBuilder(
                "simulated", "chr" + (chromosome + 1), position, position, alleles)
            .genotypes(
                new GenotypeBuilder(normal, List.of(alleles.get(0), alleles.get(0)))
                    .AD(new int[] {normalDepth, 0})
                    .DP(normalDepth)
                    .make(),
                new GenotypeBuilder(tumour, alleles)
                    .AD(new int[] {depth - altReads, altReads})
                    .DP(depth)
                    .make())
            .attribute("CSQ", annotation(gene, consequence, ref, alt));
    VariantContext call = (pass ? builder.passFilters() : builder.filter("weak_evidence")).make();
    calls.putIfAbsent(chromosome * 1_000_000_000L + position, call);
  }

  private String annotation(int gene, String consequence, String ref, String alt) {
    String impact =
        switch (consequence) {
          case "stop_gained", "frameshift_variant" -> "HIGH";
          case "missense_variant" -> "MODERATE";
          case "synonymous_variant" -> "LOW";
          default -> "MODIFIER";
        };
    String allele = alt.length() > ref.length() ? alt.substring(1) : alt;
    String number = String.format(Locale.ROOT, "%011d", 90_000_000_000L + gene);
    return String.join(
        "|",
        allele,
        consequence,
        impact,
        genes.get(gene),
        "ENSG" + number,
        "Transcript",
        "ENST" + number,
        "protein_coding");
  }

  private static VCFHeader header(String tumour, String normal) {
    Set<VCFHeaderLine> lines = new LinkedHashSet<>();
    lines.add(new VCFHeaderLine("source", "omicroutes simulate"));
    lines.add(new VCFHeaderLine("tumor_sample", tumour));
    lines.add(new VCFHeaderLine("normal_sample", normal));
    lines.add(new VCFFilterHeaderLine("weak_evidence", "Too few reads support the call"));
    lines.add(new VCFFormatHeaderLine("GT", 1, VCFHeaderLineType.String, "Genotype"));
    lines.add(
        new VCFFormatHeaderLine(
            "AD", VCFHeaderLineCount.R, VCFHeaderLineType.Integer, "Reads of each allele"));
    lines.add(new VCFFormatHeaderLine("DP", 1, VCFHeaderLineType.Integer, "Reads"));
    lines.add(
        new VCFInfoHeaderLine(
            "CSQ",
            VCFHeaderLineCount.UNBOUNDED,
            VCFHeaderLineType.String,
            "Consequence annotations from Ensembl VEP. Format: " + CSQ_FORMAT));
    VCFHeader header = new VCFHeader(lines, List.of(normal, tumour));
    SAMSequenceDictionary dictionary = new SAMSequenceDictionary();
    for (int c = 1; c <= CHROMOSOMES; c++) {
      dictionary.addSequence(new SAMSequenceRecord("chr" + c, CHROMOSOME_LENGTH));
    }
    header.setSequenceDictionary(dictionary);
    return header;
  }
}
