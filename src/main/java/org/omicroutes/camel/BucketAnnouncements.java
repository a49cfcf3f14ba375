package org.omicroutes.camel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import org.omicroutes.state.Drop;
import software.amazon.awssdk.core.ResponseInputStream;

/** Announces what objects of a bucket name; called from {@code routes/announce-s3.yaml}. */
public final class BucketAnnouncements {
  /** Bytes of the longest announcement. */
  private static final int LONGEST = 64 * 1024;

  private static final String REASON = ".reason.txt";

  private final Entrance entrance;
  private final String announcements;
  private final String refused;

  /** Where announced drops are entered. */
  interface Entrance extends AnnouncementBean.Entrance {
    /** As {@link org.omicroutes.drops.Announcements#place}. */
    Path place(String route, String path) throws IOException;
  }

  /**
   * @param announcements prefix of the objects that are announcements
   * @param refused prefix that bad ones are moved to
   * @throws IllegalArgumentException where what is refused would be read again
   */
  BucketAnnouncements(Entrance entrance, String announcements, String refused) {
    if (refused.startsWith(announcements)) {
      throw new IllegalArgumentException(
          "omicroutes.s3.refused: found '"
              + refused
              + "', which lies below omicroutes.s3.announcements ('"
              + announcements
              + "'); expected a prefix beside it");
    }
    this.entrance = entrance;
    this.announcements = announcements;
    this.refused = refused;
  }

  /**
   * Announces the drop that an object names, after it has fetched the drop's objects where the
   * announcement says so.
   *
   * @throws IllegalArgumentException where the object is no announcement, or what it names no drop
   * @throws IOException where it may go well the next time
   */
  public void announce(Exchange exchange) throws IOException {
    exchange.getMessage().setBody(text(exchange.getMessage()));
    new AnnouncementBean(
            new AnnouncementBean.Entrance() {
              @Override
              public Drop announce(String route, String path) throws IOException {
                return entrance.announce(route, path);
              }

              @Override
              public void fetch(String from, String route, String path) throws IOException {
                var endpoint = (AWS2S3Endpoint) exchange.getFromEndpoint();
                String bucket = endpoint.getConfiguration().getBucketName();
                new BucketFolder(endpoint.getS3Client(), bucket, from)
                    .fetch(entrance.place(route, path));
              }
            })
        .announce(exchange);
  }

  private static String text(Message message) throws IOException {
    long length = message.getHeader(AWS2S3Constants.CONTENT_LENGTH, 0L, Long.class);
    Object body = message.getBody();
    if (length > LONGEST) {
      if (body instanceof ResponseInputStream<?> stream) {
        // What is only closed is read to its end.
        stream.abort();
      }
      throw new IllegalArgumentException(
          "the object has "
              + length
              + " bytes: expected {\"path\": \"…\"} of at most "
              + LONGEST
              + " bytes");
    }
    try (InputStream in = message.getBody(InputStream.class)) {
      return in == null
          ? ""
          : new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
    }
  }

  /** Headers for a copy of the object below the prefix of refused ones. */
  public void toRefused(Exchange exchange) {
    String bucket = exchange.getMessage().getHeader(AWS2S3Constants.BUCKET_NAME, String.class);
    address(exchange, read(exchange));
    Message message = exchange.getMessage();
    message.setHeader(AWS2S3Constants.BUCKET_DESTINATION_NAME, bucket);
    message.setHeader(AWS2S3Constants.DESTINATION_KEY, refusedKey(exchange));
  }

  /** Headers and body for an object that says why. */
  public void toReason(Exchange exchange) {
    Exception why = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    address(exchange, refusedKey(exchange) + REASON);
    exchange.getMessage().setHeader(AWS2S3Constants.CONTENT_TYPE, "text/plain");
    exchange.getMessage().setBody((why.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Headers of the object that was read. */
  public void toRead(Exchange exchange) {
    address(exchange, read(exchange));
    exchange.getMessage().setBody("");
  }

  private static String read(Exchange exchange) {
    return exchange.getProperty(AWS2S3Constants.KEY, String.class);
  }

  private String refusedKey(Exchange exchange) {
    return refused + read(exchange).substring(announcements.length());
  }

  /** The other headers tell of the object that was read; a request must not take them over. */
  private static void address(Exchange exchange, String key) {
    Message message = exchange.getMessage();
    String bucket = message.getHeader(AWS2S3Constants.BUCKET_NAME, String.class);
    message.removeHeaders("CamelAwsS3*");
    message.setHeader(AWS2S3Constants.BUCKET_NAME, bucket);
    message.setHeader(AWS2S3Constants.KEY, key);
  }
}
