package org.omicroutes.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.api.WesModel.DefaultWorkflowEngineParameter;
import org.omicroutes.api.WesModel.Organization;
import org.omicroutes.api.WesModel.ServiceInfo;
import org.omicroutes.api.WesModel.ServiceType;
import org.omicroutes.api.WesModel.WorkflowEngineVersion;
import org.omicroutes.api.WesModel.WorkflowTypeVersion;
import org.omicroutes.engines.Engine;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;
import org.omicroutes.step.Software;

/** What the service says of itself; who runs it is configuration. */
@ApplicationScoped
public class WesService {
  @Inject RunStore runs;
  @Inject RunViews views;
  @Inject Engines engines;

  @ConfigProperty(name = "omicroutes.service.id", defaultValue = "org.omicroutes.wes")
  String id;

  @ConfigProperty(name = "omicroutes.service.organization", defaultValue = "not configured")
  String organization;

  @ConfigProperty(name = "omicroutes.service.organization-url")
  Optional<String> organizationUrl;

  @ConfigProperty(name = "omicroutes.service.contact-url")
  Optional<String> contactUrl;

  @ConfigProperty(name = "omicroutes.service.auth-instructions-url")
  Optional<String> authInstructionsUrl;

  ServiceInfo info() {
    return new ServiceInfo(
        id,
        "OmicRoutes",
        new ServiceType("org.ga4gh", "wes", "1.1.0"),
        "Survival prognosis from omic and clinical data",
        new Organization(organization, organizationUrl.orElse(views.link("/"))),
        contactUrl.orElse(null),
        null,
        Software.version(),
        types(),
        List.of("1.0.0", "1.1.0"),
        List.of("file"),
        engines(),
        List.of(new DefaultWorkflowEngineParameter(RunRequests.DEVICE, "string", "auto")),
        counts(),
        authInstructionsUrl.orElse(views.link("/openapi")),
        Map.of("workflow_url", String.join(",", Offers.names())));
  }

  private Map<String, WorkflowEngineVersion> engines() {
    Map<String, WorkflowEngineVersion> versions = new LinkedHashMap<>();
    versions.put(RunRequests.ENGINE, new WorkflowEngineVersion(List.of(Software.version())));
    for (Engine engine : engines.all()) {
      versions.put(engine.name(), new WorkflowEngineVersion(List.of(engine.version())));
    }
    return versions;
  }

  private Map<String, WorkflowTypeVersion> types() {
    Map<String, WorkflowTypeVersion> types = new LinkedHashMap<>();
    engines.types().forEach((type, versions) -> types.put(type, new WorkflowTypeVersion(versions)));
    return types;
  }

  private Map<String, Integer> counts() {
    Map<RunState, Integer> found = runs.counts();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (RunState state : RunState.values()) {
      counts.put(state.name(), found.getOrDefault(state, 0));
    }
    return counts;
  }
}
