package org.omicroutes.step;

/** File formats of ports, each with its EDAM term (https://edamontology.org) and media type. */
public enum Edam {
  TSV("format_3475", "TSV", "text/tab-separated-values"),
  CSV("format_3752", "CSV", "text/csv"),
  JSON("format_3464", "JSON", "application/json"),
  HTML("format_2331", "HTML", "text/html"),
  VCF("format_3016", "VCF", "text/plain"),
  MAF("format_3475", "MAF (tab separated)", "text/tab-separated-values"),
  GTF("format_2306", "GTF", "text/plain"),
  BED("format_3003", "BED", "text/plain"),
  ZIP("format_3987", "ZIP", "application/zip"),
  TEXT("format_2330", "plain text", "text/plain"),
  /** A folder of files; there is no EDAM term for it, so the most general one is given. */
  FOLDER("format_1915", "folder", "inode/directory");

  private final String term;
  private final String label;
  private final String mediaType;

  Edam(String term, String label, String mediaType) {
    this.term = term;
    this.label = label;
    this.mediaType = mediaType;
  }

  /** The term's IRI. */
  public String iri() {
    return "http://edamontology.org/" + term;
  }

  public String label() {
    return label;
  }

  public String mediaType() {
    return mediaType;
  }
}
