package org.omicroutes.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeReflection;
import org.graalvm.nativeimage.hosted.RuntimeResourceAccess;
import org.omicroutes.formats.LayerReader;
import org.omicroutes.models.ModelTrainer;
import org.omicroutes.step.Param;
import org.omicroutes.step.Step;

/**
 * Tells the builder of native images what is looked up by name while the program runs: steps, their
 * parameters, readers and models, which are found as services; what routes call; resources. It asks
 * the same services, so that nothing is written down twice.
 */
public final class NativeImageFeature implements Feature {
  /** What YAML routes call by name lives in this package. */
  private static final String CALLED_BY_ROUTES = "org.omicroutes.camel";

  private static final List<String> RESOURCES =
      List.of("routes/", "kamelets/", "workflows/", "org/omicroutes/report/", "db/migration/");

  @Override
  public String getDescription() {
    return "Registers the steps of OmicRoutes and what they look up by name";
  }

  @Override
  public void beforeAnalysis(BeforeAnalysisAccess access) {
    ClassLoader loader = access.getApplicationClassLoader();
    for (Step<?> step : services(Step.class, loader)) {
      record(step.spec().parameters());
    }
    services(LayerReader.class, loader);
    services(ModelTrainer.class, loader);
    for (Path place : access.getApplicationClassPath()) {
      visit(place, access);
    }
  }

  private static <T> List<? extends T> services(Class<T> type, ClassLoader loader) {
    List<T> found =
        ServiceLoader.load(type, loader).stream().map(ServiceLoader.Provider::get).toList();
    for (T one : found) {
      RuntimeReflection.register(one.getClass());
      RuntimeReflection.registerForReflectiveInstantiation(one.getClass());
    }
    resource("META-INF/services/" + type.getName());
    return found;
  }

  /** Parameters are read from text, and files from JSON, by the components of records. */
  private static void record(Class<?> type) {
    // Asked for first: what a type speaks of may be missing, and the builder asks too late to go
    // on.
    RecordComponent[] components = type.getRecordComponents();
    RuntimeReflection.register(type);
    RuntimeReflection.registerAllRecordComponents(type);
    RuntimeReflection.register(type.getDeclaredConstructors());
    RuntimeReflection.register(type.getDeclaredMethods());
    RuntimeReflection.register(Param.class);
    for (RecordComponent component : components) {
      RuntimeReflection.register(component.getType());
    }
  }

  private static void visit(Path place, BeforeAnalysisAccess access) {
    try {
      if (Files.isDirectory(place)) {
        walk(place, access);
      } else if (place.toString().endsWith(".jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          if (Files.exists(jar.getPath("/org/omicroutes"))) {
            walk(jar.getPath("/"), access);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + place, e);
    }
  }

  private static void walk(Path root, BeforeAnalysisAccess access) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(".class")) {
          type(name.substring(0, name.length() - 6).replace('/', '.'), access);
        } else if (RESOURCES.stream().anyMatch(name::startsWith)) {
          resource(name);
        }
      }
    }
  }

  private static void resource(String name) {
    RuntimeResourceAccess.addResource(NativeImageFeature.class.getModule(), name);
  }

  private static void type(String name, BeforeAnalysisAccess access) {
    Class<?> type = name.startsWith("org.omicroutes.") ? access.findClassByName(name) : null;
    if (type == null) {
      return;
    }
    try {
      if (type.isRecord()) {
        record(type);
      }
      if (name.startsWith(CALLED_BY_ROUTES + ".")) {
        members(type);
      }
    } catch (LinkageError e) {
      // It speaks of a library that images are built without.
    }
  }

  private static void members(Class<?> type) {
    RuntimeReflection.register(type);
    RuntimeReflection.register(type.getDeclaredMethods());
    if (!Modifier.isAbstract(type.getModifiers())) {
      RuntimeReflection.register(type.getDeclaredConstructors());
    }
  }
}
