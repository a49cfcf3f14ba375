package org.omicroutes.drops;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.omicroutes.cohort.DataException;

/**
 * What an Illumina run folder says of its instrument.
 *
 * @param instrument the id in {@code RunInfo.xml}; empty where there is none
 * @param reads how many, index reads included; 0 where not known
 * @param applications names of the control software and of the instrument's type in {@code
 *     RunParameters.xml}; empty where there are none
 */
record SequencingRun(String instrument, int reads, List<String> applications) {
  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_TEXT = 1000;

  private static final Set<String> NAMING =
      Set.of("Application", "ApplicationName", "InstrumentType");

  /** XML that asks for what is refused here, and will not become better by waiting. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Reads {@code RunInfo.xml} and, where it is there, {@code RunParameters.xml}.
   *
   * @throws DataException where one of them is no XML, as when it is half copied
   * @throws Refused where one of them has a document type or entities, or is too large
   */
  static SequencingRun read(Path folder) throws IOException {
    List<String> instrument = new ArrayList<>();
    int[] reads = new int[1];
    Path info = folder.resolve("RunInfo.xml");
    if (Files.isRegularFile(info)) {
      elements(
          info,
          Set.of("Instrument", "Read"),
          element -> {
            if (element.name.equals("Read")) {
              reads[0]++;
            } else if (instrument.isEmpty()) {
              instrument.add(element.text);
            }
          });
    }
    List<String> applications = new ArrayList<>();
    for (String name : List.of("RunParameters.xml", "runParameters.xml")) {
      Path parameters = folder.resolve(name);
      if (applications.isEmpty() && Files.isRegularFile(parameters)) {
        elements(parameters, NAMING, element -> applications.add(element.text));
      }
    }
    return new SequencingRun(
        instrument.isEmpty() ? "" : instrument.get(0), reads[0], List.copyOf(applications));
  }

  private record Element(String name, String text) {}

  private static void elements(Path file, Set<String> wanted, Consumer<Element> found)
      throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(bytes(file)));
      String open = null;
      StringBuilder text = new StringBuilder();
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw refused(file, xml, "a document type or an entity", "XML without them");
          case XMLStreamConstants.START_ELEMENT -> {
            open = wanted.contains(xml.getLocalName()) ? xml.getLocalName() : null;
            text.setLength(0);
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
            if (open != null && text.length() < MOST_TEXT) {
              text.append(xml.getText());
            }
          }
          case XMLStreamConstants.END_ELEMENT -> {
            if (open != null) {
              found.accept(new Element(open, text.toString().strip()));
            }
            open = null;
          }
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      throw DataException.in(file.getFileName())
          .line(Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getLineNumber()))
          .error("what is no XML, or not all of it", "XML", e);
    }
  }

  private static Refused refused(Path file, XMLStreamReader xml, String found, String expected) {
    return new Refused(
        DataException.in(file.getFileName())
            .line(xml.getLocation().getLineNumber())
            .error(found, expected)
            .getMessage());
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new Refused(
            DataException.in(file.getFileName())
                .error("more than " + MOST_BYTES + " bytes", "a small file")
                .getMessage());
      }
      return bytes;
    }
  }

  /** The first platform of the instrument's id, else of the software's name; null for none. */
  Profile.Platform platform(List<Profile.Platform> platforms) {
    for (Profile.Platform platform : platforms) {
      if (platform.instruments().stream().anyMatch(id -> id.matcher(instrument).matches())) {
        return platform;
      }
    }
    for (Profile.Platform platform : platforms) {
      if (platform.applications().stream()
          .anyMatch(name -> applications.stream().anyMatch(a -> name.matcher(a).find()))) {
        return platform;
      }
    }
    return null;
  }
}
