package org.omicroutes.provenance.check;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QuerySolution;
import org.apache.jena.query.ResultSet;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.validation.ReportEntry;
import org.apache.jena.shacl.validation.Severity;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.sparql.path.Path;
import org.apache.jena.sparql.path.eval.PathEval;
import org.apache.jena.sparql.util.Context;
import org.omicroutes.provenance.Crate;

/**
 * Judges with Apache Jena: the profiles' shapes (SHACL), what shapes cannot say (SPARQL: each row
 * is a violation), and the profiles' competency questions (SPARQL: no row means that the crate
 * cannot answer). All are resources beside this class.
 */
@AutoService(GraphJudge.class)
public final class JenaJudge implements GraphJudge {
  private static final String BASE = "http://crate.invalid/";

  /** The namespace of what {@code marks.rq} adds. */
  private static final String MARK = "urn:omicroutes:judge#";

  @Override
  public void judge(Crate crate, Set<Profile> judged, Findings findings) {
    Model model = ModelFactory.createDefaultModel();
    try {
      RDFParser.fromString(Contexts.offline(crate.document()).toString(), Lang.JSONLD11)
          .base(BASE)
          .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging)
          .parse(model);
    } catch (RiotException e) {
      findings.must(
          Profile.RO_CRATE.title(), Finding.NONE, Finding.NONE, e.getMessage(), "valid JSON-LD");
      return;
    }
    mark(model);
    for (Profile profile : judged) {
      shapes(model, profile, findings);
      rules(model, profile, findings);
    }
  }

  /** Gives what the rules speak of types of their own, such as the root or the executed tools. */
  private static void mark(Model model) {
    Query query = QueryFactory.create(resource("marks.rq"), BASE);
    try (QueryExecution execution = QueryExecution.model(model).query(query).build()) {
      model.add(execution.execConstruct());
    }
  }

  private static void shapes(Model model, Profile profile, Findings findings) {
    Graph rules =
        RDFParser.fromString(resource(profile.rules() + ".ttl"), Lang.TURTLE).base(BASE).toGraph();
    Graph data = model.getGraph();
    for (ReportEntry entry :
        ShaclValidator.get().validate(Shapes.parse(rules), data).getEntries()) {
      boolean isMust = entry.severity().equals(Severity.Violation);
      String entity = id(entry.focusNode());
      String property = property(entry.resultPath());
      String found = found(data, entry);
      if (isMust) {
        findings.must(profile.title(), entity, property, found, entry.message());
      } else {
        findings.should(profile.title(), entity, property, found, entry.message());
      }
    }
  }

  private static String found(Graph data, ReportEntry entry) {
    if (entry.value() != null && entry.resultPath() != null) {
      return id(entry.value());
    }
    if (entry.resultPath() == null) {
      return "otherwise";
    }
    Set<String> values = new TreeSet<>();
    PathEval.eval(data, entry.focusNode(), entry.resultPath(), new Context())
        .forEachRemaining(node -> values.add(id(node)));
    values.removeIf(value -> value.startsWith(MARK));
    return values.isEmpty() ? "nothing" : String.join(", ", values);
  }

  private static String property(Path path) {
    if (path == null) {
      return Finding.NONE;
    }
    return path instanceof P_Link link
        ? name(link.getNode())
        : path.toString().replaceAll("<[^>]*[/#]([^/#>]+)>", "$1").replaceAll("[()]", "");
  }

  private static String name(Node property) {
    String name = property.getURI().replaceAll(".*[/#]", "");
    return name.equals("type") ? "@type" : name;
  }

  private static String id(Node node) {
    if (node.isURI()) {
      String id = node.getURI().startsWith(BASE) ? node.getURI().substring(BASE.length()) : "";
      return node.getURI().equals(BASE) ? "./" : id.isEmpty() ? node.getURI() : id;
    }
    return node.isLiteral() ? "'" + node.getLiteralLexicalForm() + "'" : "_:" + node;
  }

  private static void rules(Model model, Profile profile, Findings findings) {
    for (String name : resource(profile.rules() + ".rules").split("\\s+")) {
      if (!name.isEmpty()) {
        apply(model, profile, name, findings);
      }
    }
  }

  private static void apply(Model model, Profile profile, String name, Findings findings) {
    Rule rule = Rule.parse(name, resource(name));
    Query query = QueryFactory.create(rule.text(), BASE);
    try (QueryExecution execution = QueryExecution.model(model).query(query).build()) {
      ResultSet rows = execution.execSelect();
      if (rule.isQuestion()) {
        if (!rows.hasNext()) {
          findings.should(
              profile.title(), "./", Finding.NONE, "no answer", "an answer to: " + rule.expected());
        }
        return;
      }
      while (rows.hasNext()) {
        QuerySolution row = rows.next();
        String entity = id(row.get("entity").asNode());
        String found =
            List.of("found", "other").stream()
                .filter(row::contains)
                .map(column -> id(row.get(column).asNode()))
                .collect(Collectors.joining(" and "));
        if (rule.isMust()) {
          findings.must(profile.title(), entity, rule.property(), found, rule.expected());
        } else {
          findings.should(profile.title(), entity, rule.property(), found, rule.expected());
        }
      }
    }
  }

  static String resource(String name) {
    try (InputStream in = JenaJudge.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /**
   * A SPARQL query with a head of comments: {@code # MUST property: what is expected}, {@code #
   * SHOULD property: …}, or {@code # QUESTION: …}.
   */
  private record Rule(String head, String property, String expected, String text) {
    private static final Pattern HEAD = Pattern.compile("# (MUST|SHOULD|QUESTION) ?([^:]*): (.+)");

    static Rule parse(String name, String text) {
      String line = text.lines().findFirst().orElse("");
      Matcher matcher = HEAD.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalStateException(name + " begins with '" + line + "'");
      }
      return new Rule(matcher.group(1), matcher.group(2), matcher.group(3), text);
    }

    boolean isMust() {
      return head.equals("MUST");
    }

    boolean isQuestion() {
      return head.equals("QUESTION");
    }
  }
}
