package org.omicroutes.camel;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A real S3 server (S3Proxy) that knows one login. It is a process of its own, because it needs
 * another version of a library than Quarkus' tests do.
 */
final class S3Server implements AutoCloseable {
  private static final String USER = "local-identity";
  private static final String SECRET = "local-credential";

  private final Process process;
  private final String endpoint;
  private final S3Client client;
  private String bucket;

  private S3Server(Process process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
    client =
        S3Client.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, SECRET)))
            .build();
  }

  static S3Server start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classPath(),
                S3Process.class.getName(),
                USER,
                SECRET)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith("port ")) {
        return new S3Server(process, "http://127.0.0.1:" + line.substring(5));
      }
    }
    throw new IOException("the S3 server did not start");
  }

  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator))
        .filter(entry -> !new File(entry).getName().startsWith("guice-5"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Makes a new bucket, which is meant from here on. */
  void useNew(String name) {
    bucket = name;
    client.createBucket(ask -> ask.bucket(name));
  }

  String bucket() {
    return bucket;
  }

  String endpoint() {
    return endpoint;
  }

  S3Client client() {
    return client;
  }

  void put(String key, String text) {
    client.putObject(ask -> ask.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  String get(String key) {
    return client
        .getObjectAsBytes(ask -> ask.bucket(bucket).key(key))
        .asString(StandardCharsets.UTF_8);
  }

  List<String> keys(String prefix) {
    return client.listObjectsV2(ask -> ask.bucket(bucket).prefix(prefix)).contents().stream()
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
  public void close() throws IOException {
    client.close();
    process.getOutputStream().close();
    process.destroy();
  }
}
