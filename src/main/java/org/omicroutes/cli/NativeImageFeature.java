package org.omicroutes.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
      List.of(
          "routes/", "kamelets/", "workflows/", "org/omicroutes/", "omicroutes-build.properties");

  /** What libraries, and {@code ReservedFiles} for H2, have of these types is made by name. */
  private static final List<String> MADE_BY_NAME =
      List.of(
          "org.h2.store.fs.FilePath",
          "org.jdbi.v3.core.config.JdbiConfig",
          "org.jdbi.v3.core.argument.Argument");

  private final List<Class<?>> madeByName = new ArrayList<>();

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
    for (String name : MADE_BY_NAME) {
      madeByName.add(found(name, access));
    }
    for (Path place : access.getApplicationClassPath()) {
      visit(place, access);
    }
  }

  private static Class<?> found(String name, BeforeAnalysisAccess access) {
    Class<?> type = access.findClassByName(name);
    if (type == null) {
      throw new IllegalStateException("found no class " + name);
    }
    return type;
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

  private void visit(Path place, BeforeAnalysisAccess access) {
    try {
      if (Files.isDirectory(place)) {
        walk(place, access);
      } else if (place.toString().endsWith(".jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          Path root = jar.getPath("/");
          if (Files.exists(root.resolve("org/omicroutes"))
              || MADE_BY_NAME.stream().anyMatch(name -> Files.exists(root.resolve(file(name))))) {
            walk(root, access);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + place, e);
    }
  }

  private static String file(String type) {
    return type.replace('.', '/') + ".class";
  }

  private void walk(Path root, BeforeAnalysisAccess access) throws IOException {
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

  private void type(String name, BeforeAnalysisAccess access) {
    try {
      Class<?> type = access.findClassByName(name);
      if (type == null) {
        return;
      }
      if (!type.isInterface()
          && madeByName.stream().anyMatch(base -> base.isAssignableFrom(type))) {
        text(type);
        constructors(type);
      }
      if (!name.startsWith("org.omicroutes.")) {
        return;
      }
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

  /** Jdbi asks whether an argument can be shown. */
  private static void text(Class<?> type) {
    try {
      RuntimeReflection.register(type.getMethod("toString"));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void members(Class<?> type) {
    RuntimeReflection.register(type.getDeclaredMethods());
    constructors(type);
  }

  private static void constructors(Class<?> type) {
    RuntimeReflection.register(type);
    if (!Modifier.isAbstract(type.getModifiers())) {
      RuntimeReflection.register(type.getDeclaredConstructors());
    }
  }
}
