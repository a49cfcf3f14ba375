package org.omicroutes.formats;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.omicroutes.cohort.DataException;

/**
 * Where genes lie: from a GTF (gene named by {@code gene_name}, else {@code gene_id} without its
 * version) or a BED (gene in the fourth column). Coordinates are 1-based, both ends inside.
 *
 * <p>The coding parts of a gene are its {@code CDS} rows; its {@code exon} rows where the file has
 * no CDS at all; the whole gene where it has neither. A BED line is a coding part; of a BED12 line
 * the blocks are, cut to the thick part where there is one.
 */
public final class GeneAnnotation {
  /** A promoter begins this many bases before the start of transcription. */
  public static final int PROMOTER_UPSTREAM = 1500;

  /** A promoter ends this many bases after the start of transcription. */
  public static final int PROMOTER_DOWNSTREAM = 500;

  /**
   * A gene.
   *
   * @param name symbol, or the id where the file has no symbol; not always distinct
   * @param strand '+', '-' or '.', which is taken as '+'
   */
  public record Gene(String name, String chromosome, int start, int end, char strand) {
    private Gene spanning(int from, int to) {
      return new Gene(name, chromosome, Math.min(start, from), Math.max(end, to), strand);
    }

    int promoterStart() {
      return strand == '-' ? end - PROMOTER_DOWNSTREAM : start - PROMOTER_UPSTREAM;
    }

    int promoterEnd() {
      return strand == '-' ? end + PROMOTER_UPSTREAM : start + PROMOTER_DOWNSTREAM;
    }
  }

  private final List<Gene> genes;
  private final GenomicIntervals coding;

  private GeneAnnotation(List<Gene> genes, GenomicIntervals coding) {
    this.genes = genes;
    this.coding = coding;
  }

  /**
   * Reads a GTF, gzip or not.
   *
   * @throws DataException where a line has fewer than nine columns, a coordinate that is no whole
   *     number or no gene name, or the file has no genes
   */
  public static GeneAnnotation readGtf(Path file) throws IOException {
    Collector collector = new Collector();
    eachLine(file, (line, at) -> gtfLine(line, at, collector));
    return collector.build(file, "GTF rows with gene_name or gene_id");
  }

  /**
   * Reads a BED with the gene's name in the fourth column and, where given, its strand in the
   * sixth.
   *
   * @throws DataException where a line has fewer than four columns or a coordinate that is no whole
   *     number, or the file has no genes
   */
  public static GeneAnnotation readBed(Path file) throws IOException {
    Collector collector = new Collector();
    eachLine(
        file,
        (line, at) -> {
          if (!line.startsWith("track") && !line.startsWith("browser")) {
            bedLine(line, at, collector);
          }
        });
    return collector.build(file, "BED rows: chromosome, start, end, gene");
  }

  private interface LineUser {
    void accept(String line, DataException.At at);
  }

  private static void eachLine(Path file, LineUser user) throws IOException {
    try (BufferedReader in = TextFiles.reader(file)) {
      long number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          user.accept(line, DataException.in(file).line(number));
        }
      }
    }
  }

  private static void gtfLine(String line, DataException.At at, Collector collector) {
    String[] cells = line.split("\t", -1);
    if (cells.length < 9) {
      throw at.error(cells.length + " columns", "the nine tab-separated columns of GTF");
    }
    int start = coordinate(cells[3], at.column("start"));
    int end = coordinate(cells[4], at.column("end"));
    String id = attribute(cells[8], "gene_id");
    String name = attribute(cells[8], "gene_name");
    if ((name == null || name.isEmpty()) && id != null) {
      name = GeneIds.withoutVersion(id);
    }
    if (name == null || name.isEmpty()) {
      throw at.column("attributes")
          .error("'" + abbreviated(cells[8]) + "'", "gene_name \"…\"; or gene_id \"…\";");
    }
    char strand = cells[6].equals("-") ? '-' : '+';
    int gene = collector.gene(id == null ? name : id, name, cells[0], start, end, strand);
    if (cells[2].equals("CDS")) {
      collector.coding.add(cells[0], start, end, gene);
    } else if (cells[2].equals("exon")) {
      collector.exons.add(cells[0], start, end, gene);
    }
  }

  /** The value of {@code key "value";}, or null. */
  private static String attribute(String attributes, String key) {
    int from = attributes.indexOf(key + " ");
    while (from > 0 && attributes.charAt(from - 1) != ' ' && attributes.charAt(from - 1) != ';') {
      from = attributes.indexOf(key + " ", from + 1);
    }
    if (from < 0) {
      return null;
    }
    int end = attributes.indexOf(';', from);
    String value =
        attributes.substring(from + key.length() + 1, end < 0 ? attributes.length() : end).strip();
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  private static void bedLine(String line, DataException.At at, Collector collector) {
    String[] cells = line.split("\t", -1);
    if (cells.length < 4 || cells[3].isBlank()) {
      throw at.error(
          cells.length + " columns", "tab-separated chromosome, start, end and gene name");
    }
    int start = coordinate(cells[1], at.column("start")) + 1;
    int end = coordinate(cells[2], at.column("end"));
    char strand = cells.length > 5 && cells[5].equals("-") ? '-' : '+';
    int gene = collector.gene(cells[3], cells[3], cells[0], start, end, strand);
    if (cells.length < 12) {
      collector.coding.add(cells[0], start, end, gene);
      return;
    }
    int thickStart = coordinate(cells[6], at.column("thickStart")) + 1;
    int thickEnd = coordinate(cells[7], at.column("thickEnd"));
    boolean cut = thickStart <= thickEnd;
    String[] sizes = cells[10].split(",");
    String[] offsets = cells[11].split(",");
    if (sizes.length != offsets.length) {
      throw at.column("blockStarts")
          .error(offsets.length + " block starts", sizes.length + ", as many as block sizes");
    }
    for (int b = 0; b < sizes.length; b++) {
      int from = start + coordinate(offsets[b], at.column("blockStarts"));
      int to = from + coordinate(sizes[b], at.column("blockSizes")) - 1;
      int first = cut ? Math.max(from, thickStart) : from;
      int last = cut ? Math.min(to, thickEnd) : to;
      if (first <= last) {
        collector.coding.add(cells[0], first, last, gene);
      }
    }
  }

  private static int coordinate(String cell, DataException.At at) {
    try {
      int value = Integer.parseInt(cell.strip());
      if (value >= 0) {
        return value;
      }
      throw new NumberFormatException(cell);
    } catch (NumberFormatException e) {
      throw at.error("'" + cell + "'", "a whole number >= 0", e);
    }
  }

  private static String abbreviated(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static final class Collector {
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<Gene> genes = new ArrayList<>();
    private final GenomicIntervals.Builder coding = new GenomicIntervals.Builder();
    private final GenomicIntervals.Builder exons = new GenomicIntervals.Builder();

    /** The number of a gene, whose extent grows over all rows that name it. */
    int gene(String id, String name, String chromosome, int start, int end, char strand) {
      Integer number = numbers.putIfAbsent(chromosome + '\t' + id, genes.size());
      if (number == null) {
        genes.add(new Gene(name, chromosome, start, end, strand));
        return genes.size() - 1;
      }
      genes.set(number, genes.get(number).spanning(start, end));
      return number;
    }

    GeneAnnotation build(Path file, String expected) {
      if (genes.isEmpty()) {
        throw DataException.in(file).error("no genes", expected);
      }
      GenomicIntervals.Builder parts = coding.isEmpty() ? exons : coding;
      if (parts.isEmpty()) {
        for (int g = 0; g < genes.size(); g++) {
          Gene gene = genes.get(g);
          parts.add(gene.chromosome, gene.start, gene.end, g);
        }
      }
      return new GeneAnnotation(List.copyOf(genes), parts.build());
    }
  }

  /** All genes in the order of the file. */
  public List<Gene> genes() {
    return genes;
  }

  /** The names of the genes with a coding part that shares a base with {@code start..end}. */
  public Set<String> codingOverlaps(String chromosome, int start, int end) {
    Set<String> names = new TreeSet<>();
    coding.overlapping(chromosome, start, end, gene -> names.add(genes.get(gene).name));
    return names;
  }

  /**
   * The promoters, numbered as {@link #genes()}: from {@value #PROMOTER_UPSTREAM} bases before to
   * {@value #PROMOTER_DOWNSTREAM} bases after the first base of transcription, along the strand.
   */
  GenomicIntervals promoters() {
    GenomicIntervals.Builder promoters = new GenomicIntervals.Builder();
    for (int g = 0; g < genes.size(); g++) {
      Gene gene = genes.get(g);
      promoters.add(gene.chromosome, gene.promoterStart(), gene.promoterEnd(), g);
    }
    return promoters.build();
  }
}
