package org.omicroutes.camel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultEndpoint;
import org.omicroutes.ops.WatchedFolder;
import org.omicroutes.state.JoinRule;

/** The complete drops below a folder. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "omic-drops",
    title = "OmicRoutes drops",
    syntax = "omic-drops:root",
    consumerOnly = true,
    category = {Category.BIGDATA},
    remote = false)
public class DropsEndpoint extends DefaultEndpoint implements WatchedFolder {
  @UriPath(description = "The watched folder")
  private final String root;

  private final List<String> profiles;
  private final Map<String, String> settings;
  private final Polling polling;
  private final DropRetries retries;
  private final Work work;

  /**
   * When it looks.
   *
   * @param delay from one look to the next
   * @param initialDelay before the first
   * @param parallel how many drops are worked on at a time; at least 1
   */
  record Polling(Duration delay, Duration initialDelay, int parallel) {
    Polling {
      if (parallel < 1) {
        throw new IllegalArgumentException("parallel: found " + parallel + "; expected 1 or more");
      }
      if (delay.toMillis() < 1) {
        throw new IllegalArgumentException("delay: found " + delay + "; expected 1 ms or more");
      }
    }
  }

  /**
   * What is done with a drop.
   *
   * @param workflow the name by which its run is listed
   * @param results where the run's folder is made
   * @param rule by which drops are joined before they run
   */
  record Work(String workflow, Path results, JoinRule rule) {}

  DropsEndpoint(
      String uri,
      DropsComponent component,
      Path root,
      List<String> profiles,
      Map<String, String> settings,
      Polling polling,
      DropRetries retries,
      Work work) {
    super(uri, component);
    this.root = root.toString();
    this.profiles = List.copyOf(profiles);
    this.settings = Map.copyOf(settings);
    this.polling = polling;
    this.retries = retries;
    this.work = work;
  }

  /** The watched folder, absolute. */
  public Path root() {
    return Path.of(root);
  }

  @Override
  public Path watchedFolder() {
    return root();
  }

  /** Profiles by which a folder may be complete. */
  public List<String> profiles() {
    return profiles;
  }

  Polling polling() {
    return polling;
  }

  DropRetries retries() {
    return retries;
  }

  Work work() {
    return work;
  }

  DropSources.Watch watch(String route) {
    return new DropSources.Watch(route, root(), profiles, work.rule(), settings);
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "omic-drops: is where a route starts, not where it goes to");
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    DropServices services =
        CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), DropServices.class);
    DropsConsumer consumer = new DropsConsumer(this, processor, services);
    consumer.setDelay(polling.delay().toMillis());
    consumer.setInitialDelay(polling.initialDelay().toMillis());
    configureConsumer(consumer);
    return consumer;
  }
}
