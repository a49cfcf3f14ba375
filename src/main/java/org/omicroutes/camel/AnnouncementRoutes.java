package org.omicroutes.camel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.api.Announcer;

/** The routes by which drops are announced, each only where the configuration asks for it. */
@ApplicationScoped
public class AnnouncementRoutes {
  @Inject CamelContext context;
  @Inject Announcer announcer;

  @ConfigProperty(name = "omicroutes.kafka.brokers")
  Optional<String> brokers;

  /** Loads them; called once, when the server's own routes are loaded. */
  void load() throws Exception {
    if (brokers.filter(list -> !list.isBlank()).isPresent()) {
      load(context, new AnnouncementBean(announcer::announce), "announce-kafka.yaml");
    }
  }

  static void load(CamelContext context, AnnouncementBean bean, String routes) throws Exception {
    context.getRegistry().bind("omicAnnouncements", bean);
    var resource =
        PluginHelper.getResourceLoader(context).resolveResource("classpath:routes/" + routes);
    PluginHelper.getRoutesLoader(context).loadRoutes(resource);
  }
}
