package org.omicroutes.formats;

import htsjdk.variant.variantcontext.Allele;
import htsjdk.variant.variantcontext.VariantContext;
import htsjdk.variant.vcf.VCFHeader;
import htsjdk.variant.vcf.VCFInfoHeaderLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.omicroutes.cohort.DataException;

/**
 * The genes whose product a variant changes, by the annotation in the VCF (Ensembl VEP's {@code
 * CSQ}, SnpEff's {@code ANN}) or, where there is none, by overlap with the coding parts of genes.
 *
 * <p>A variant is non-silent in a gene when one of its consequences on one of the gene's
 * transcripts is in {@link #NON_SILENT}: the most severe consequence decides.
 */
abstract class VariantEffects {
  /**
   * Sequence Ontology terms of consequences that change the protein, the counterpart of {@link
   * MafMutations#NON_SILENT} (with the older and SnpEff's own names of the same things). Splice
   * region, synonymous, UTR, intron and intergenic variants are not among them.
   */
  static final Set<String> NON_SILENT =
      Set.of(
          "transcript_ablation",
          "splice_acceptor_variant",
          "splice_donor_variant",
          "stop_gained",
          "frameshift_variant",
          "stop_lost",
          "start_lost",
          "initiator_codon_variant",
          "inframe_insertion",
          "inframe_deletion",
          "conservative_inframe_insertion",
          "conservative_inframe_deletion",
          "disruptive_inframe_insertion",
          "disruptive_inframe_deletion",
          "missense_variant",
          "conservative_missense_variant",
          "non_conservative_missense_variant",
          "rare_amino_acid_variant",
          "protein_altering_variant",
          "exon_loss_variant");

  private static final List<String> VEP_KEYS = List.of("CSQ", "vep", "ANN");

  /**
   * For each alternate allele the genes in which it is non-silent, in alphabetical order; empty
   * sets for none.
   */
  abstract List<Set<String>> nonSilentGenes(VariantContext variant);

  /**
   * The way that fits a file.
   *
   * @param genes used where the header declares no annotation; null: there are none
   * @throws DataException where there is neither an annotation nor a gene file
   */
  static VariantEffects of(VCFHeader header, GeneAnnotation genes, Path file) {
    for (String key : VEP_KEYS) {
      List<String> fields = vepFields(header.getInfoHeaderLine(key));
      if (fields.contains("Consequence")) {
        return new Annotated(key, Fields.vep(fields, key, file));
      }
    }
    if (header.hasInfoLine("ANN")) {
      return new Annotated("ANN", Fields.SNPEFF);
    }
    if (genes == null) {
      throw DataException.in(file)
          .error(
              "no INFO declaration of CSQ (VEP) or ANN (SnpEff) in the header",
              "an annotated VCF, or a gene file (a samplesheet row of format gtf or gene-bed, or"
                  + " --gtf, --gene-bed)");
    }
    return new Overlap(genes);
  }

  private static List<String> vepFields(VCFInfoHeaderLine line) {
    String description = line == null ? "" : line.getDescription();
    int from = description == null ? -1 : description.indexOf("Format:");
    if (from < 0) {
      return List.of();
    }
    return Arrays.stream(description.substring(from + 7).split("\\|"))
        .map(name -> name.replaceAll("[\"' ]", ""))
        .toList();
  }

  /** Where an annotation's fields stand; -1 where it does not have one. */
  private record Fields(
      int allele, int alleleNumber, int consequence, int symbol, int id, boolean vepAlleles) {
    /** SnpEff's order is fixed: Allele | Annotation | Impact | Gene_Name | Gene_ID | … */
    static final Fields SNPEFF = new Fields(0, -1, 1, 3, 4, false);

    static Fields vep(List<String> names, String key, Path file) {
      Fields fields =
          new Fields(
              names.indexOf("Allele"),
              names.indexOf("ALLELE_NUM"),
              names.indexOf("Consequence"),
              names.indexOf("SYMBOL"),
              names.indexOf("Gene"),
              true);
      if (fields.symbol < 0 && fields.id < 0) {
        throw DataException.in(file)
            .column("INFO/" + key)
            .error("the fields " + names, "a field SYMBOL or Gene");
      }
      return fields;
    }
  }

  private static final class Annotated extends VariantEffects {
    private final String key;
    private final Fields fields;

    Annotated(String key, Fields fields) {
      this.key = key;
      this.fields = fields;
    }

    @Override
    List<Set<String>> nonSilentGenes(VariantContext variant) {
      List<Allele> alternates = variant.getAlternateAlleles();
      List<Set<String>> genes = new ArrayList<>(alternates.size());
      alternates.forEach(allele -> genes.add(new TreeSet<>()));
      if (!variant.hasAttribute(key)) {
        return genes;
      }
      for (String entry : variant.getAttributeAsStringList(key, "")) {
        String[] cells = entry.split("\\|", -1);
        if (cells.length > fields.consequence && nonSilent(cells[fields.consequence])) {
          String gene = gene(cells);
          if (gene != null) {
            note(gene, cells, variant, alternates, genes);
          }
        }
      }
      return genes;
    }

    private String gene(String[] cells) {
      String symbol = cell(cells, fields.symbol);
      String gene = symbol.isEmpty() ? GeneIds.withoutVersion(cell(cells, fields.id)) : symbol;
      return gene.isEmpty() || gene.equals(".") ? null : gene;
    }

    /**
     * Adds the gene to the allele that the entry speaks of; to all of them where it names none that
     * the record has.
     */
    private void note(
        String gene,
        String[] cells,
        VariantContext variant,
        List<Allele> alternates,
        List<Set<String>> genes) {
      int number = alternates.size() == 1 ? 0 : alleleNumber(cells, variant, alternates);
      if (number >= 0) {
        genes.get(number).add(gene);
      } else {
        genes.forEach(of -> of.add(gene));
      }
    }

    private int alleleNumber(String[] cells, VariantContext variant, List<Allele> alternates) {
      String number = cell(cells, fields.alleleNumber);
      for (int i = 0; i < alternates.size(); i++) {
        if (number.equals(String.valueOf(i + 1))) {
          return i;
        }
      }
      String named = cell(cells, fields.allele);
      boolean trimmed = fields.vepAlleles && vepTrims(variant);
      for (int i = 0; i < alternates.size(); i++) {
        String bases = alternates.get(i).getDisplayString();
        if (named.equalsIgnoreCase(trimmed ? withoutFirst(bases) : bases)) {
          return i;
        }
      }
      return -1;
    }

    /** VEP names alleles without their first base where all of them share it and lengths differ. */
    private static boolean vepTrims(VariantContext variant) {
      char first = variant.getReference().getDisplayString().charAt(0);
      boolean lengthsDiffer = false;
      for (Allele allele : variant.getAlternateAlleles()) {
        String bases = allele.getDisplayString();
        if (Character.toUpperCase(bases.charAt(0)) != Character.toUpperCase(first)) {
          return false;
        }
        lengthsDiffer |= bases.length() != variant.getReference().length();
      }
      return lengthsDiffer;
    }

    private static String withoutFirst(String bases) {
      return bases.length() == 1 ? "-" : bases.substring(1);
    }

    private static String cell(String[] cells, int field) {
      return field >= 0 && field < cells.length ? cells[field].strip() : "";
    }

    /** Consequences are joined by {@code &}. */
    private static boolean nonSilent(String consequences) {
      for (String term : consequences.split("&")) {
        if (NON_SILENT.contains(term.strip().toLowerCase(Locale.ROOT))) {
          return true;
        }
      }
      return false;
    }
  }

  private static final class Overlap extends VariantEffects {
    private final GeneAnnotation genes;

    Overlap(GeneAnnotation genes) {
      this.genes = genes;
    }

    @Override
    List<Set<String>> nonSilentGenes(VariantContext variant) {
      List<Allele> alternates = variant.getAlternateAlleles();
      List<Set<String>> found = new ArrayList<>(alternates.size());
      for (Allele allele : alternates) {
        found.add(overlapping(variant, allele));
      }
      return found;
    }

    /**
     * The bases that the allele changes: without those that it shares with the reference in front.
     */
    private Set<String> overlapping(VariantContext variant, Allele allele) {
      byte[] reference = variant.getReference().getBases();
      byte[] bases = allele.getBases();
      int shared = 0;
      while (shared < Math.min(reference.length, bases.length) - 1
          && reference[shared] == bases[shared]) {
        shared++;
      }
      boolean anchored =
          shared < reference.length
              && shared < bases.length
              && reference[shared] == bases[shared]
              && reference.length > shared + 1;
      int from = variant.getStart() + shared + (anchored ? 1 : 0);
      int to = Math.max(from, variant.getStart() + reference.length - 1);
      return genes.codingOverlaps(variant.getContig(), from, to);
    }
  }
}
