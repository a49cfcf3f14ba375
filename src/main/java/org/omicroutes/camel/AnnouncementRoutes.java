package org.omicroutes.camel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.component.aws2.s3.AWS2S3Configuration;
import org.apache.camel.component.aws2.s3.client.AWS2S3ClientFactory;
import org.apache.camel.support.PluginHelper;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.api.Announcer;
import org.omicroutes.state.Drop;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/** The routes by which drops are announced, each only where the configuration asks for it. */
@ApplicationScoped
public class AnnouncementRoutes {
  @Inject CamelContext context;
  @Inject Announcer announcer;

  @ConfigProperty(name = "omicroutes.kafka.brokers")
  Optional<String> brokers;

  @ConfigProperty(name = "omicroutes.s3.bucket")
  Optional<String> bucket;

  @ConfigProperty(name = "omicroutes.s3.endpoint")
  Optional<String> endpoint;

  @ConfigProperty(name = "omicroutes.s3.region")
  String region;

  @ConfigProperty(name = "omicroutes.s3.announcements")
  String announcements;

  @ConfigProperty(name = "omicroutes.s3.refused")
  String refused;

  /** Loads them; called once, when the server's own routes are loaded. */
  void load() throws Exception {
    if (isSet(brokers)) {
      load(context, "omicAnnouncements", new AnnouncementBean(announcer::announce), "kafka");
    }
    if (isSet(bucket)) {
      connect(context, endpoint.filter(url -> !url.isBlank()), region);
      var bean = new BucketAnnouncements(new Entrance(announcer), announcements, refused);
      load(context, "omicBucket", bean, "s3");
    }
  }

  private static boolean isSet(Optional<String> setting) {
    return setting.filter(value -> !value.isBlank()).isPresent();
  }

  private record Entrance(Announcer announcer) implements BucketAnnouncements.Entrance {
    @Override
    public Drop announce(String route, String path) throws IOException {
      return announcer.announce(route, path);
    }

    @Override
    public Path place(String route, String path) {
      return announcer.place(route, path);
    }
  }

  /**
   * Sets how Camel's component reaches its server; what is set for the component itself counts.
   *
   * @param endpoint URL of the server; empty for Amazon's
   */
  static void connect(CamelContext context, Optional<String> endpoint, String region) {
    context.getRegistry().bind("omicBucketTroubles", new BucketTroubles(Clock.systemUTC()));
    AWS2S3Configuration all =
        context.getComponent("aws2-s3", AWS2S3Component.class).getConfiguration();
    if (all.getRegion() == null) {
      all.setRegion(region);
    }
    if (all.getAccessKey() == null) {
      all.setUseDefaultCredentialsProvider(true);
    }
    if (endpoint.isPresent()) {
      all.setOverrideEndpoint(true);
      all.setUriEndpointOverride(endpoint.get());
      // Others have no host name for each bucket.
      all.setForcePathStyle(true);
      sendPlainRequests();
    }
    if (all.getAmazonS3Client() == null) {
      all.setAmazonS3Client(new PatientClient(AWS2S3ClientFactory.getS3Client(all)));
    }
  }

  /**
   * Camel asks for the bucket when a route starts, and would not start the server without it. One
   * that is away is what the polls tell, as they do later.
   */
  private static final class PatientClient extends DelegatingS3Client {
    PatientClient(S3Client client) {
      super(client);
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
      return HeadBucketResponse.builder().build();
    }
  }

  /** Many servers other than Amazon's do not know the checksums behind a body that it asks for. */
  private static void sendPlainRequests() {
    var checksums = SdkSystemSetting.AWS_REQUEST_CHECKSUM_CALCULATION;
    if (checksums.getStringValue().isEmpty()) {
      System.setProperty(checksums.property(), RequestChecksumCalculation.WHEN_REQUIRED.toString());
    }
  }

  /** Binds what the routes call, and loads them. */
  static void load(CamelContext context, String name, Object bean, String kind) throws Exception {
    context.getRegistry().bind(name, bean);
    var resource =
        PluginHelper.getResourceLoader(context)
            .resolveResource("classpath:routes/announce-" + kind + ".yaml");
    PluginHelper.getRoutesLoader(context).loadRoutes(resource);
  }
}
