package org.omicroutes.camel;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobProviderMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real S3 server in this process, with one bucket, which knows one login. */
final class S3Server implements AutoCloseable {
  static final String BUCKET = "core";
  private static final String USER = "local-identity";
  private static final String SECRET = "local-credential";

  private final BlobStoreContext store;
  private final S3Proxy server;
  private final S3Client client;

  private S3Server(BlobStoreContext store, S3Proxy server) {
    this.store = store;
    this.server = server;
    client =
        S3Client.builder()
            .endpointOverride(URI.create(endpoint()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, SECRET)))
            .build();
  }

  static S3Server start() throws Exception {
    BlobStoreContext store =
        // By name it would look for those of all clouds, whose libraries are not here.
        ContextBuilder.newBuilder(new TransientNio2BlobProviderMetadata())
            .credentials(USER, SECRET)
            .build(BlobStoreContext.class);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(store.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, USER, SECRET)
            .build();
    server.start();
    S3Server started = new S3Server(store, server);
    started.client.createBucket(ask -> ask.bucket(BUCKET));
    return started;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getPort();
  }

  S3Client client() {
    return client;
  }

  void put(String key, String text) {
    client.putObject(ask -> ask.bucket(BUCKET).key(key), RequestBody.fromString(text));
  }

  String get(String key) {
    return client
        .getObjectAsBytes(ask -> ask.bucket(BUCKET).key(key))
        .asString(StandardCharsets.UTF_8);
  }

  List<String> keys(String prefix) {
    return client.listObjectsV2(ask -> ask.bucket(BUCKET).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** As the environment of a server would log it in. */
  void logIn(CamelContext context) {
    var settings = context.getComponent("aws2-s3", AWS2S3Component.class).getConfiguration();
    settings.setAccessKey(USER);
    settings.setSecretKey(SECRET);
  }

  @Override
  public void close() throws Exception {
    client.close();
    server.stop();
    store.close();
  }
}
