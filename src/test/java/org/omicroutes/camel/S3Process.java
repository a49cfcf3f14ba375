package org.omicroutes.camel;

import java.net.URI;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobProviderMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/** The process of an {@link S3Server}: tells its port, and ends with its input. */
final class S3Process {
  private S3Process() {}

  /**
   * @param arguments user and secret of the one login that it knows
   */
  public static void main(String[] arguments) throws Exception {
    // By name it would look for those of all clouds, whose libraries are not here.
    BlobStoreContext store =
        ContextBuilder.newBuilder(new TransientNio2BlobProviderMetadata())
            .credentials(arguments[0], arguments[1])
            .build(BlobStoreContext.class);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(store.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, arguments[0], arguments[1])
            .build();
    server.start();
    System.out.println("port " + server.getPort());
    System.in.transferTo(java.io.OutputStream.nullOutputStream());
    System.exit(0);
  }
}
