package org.omicroutes.camel;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real Kafka in this process: one node that is broker and controller. */
final class KafkaServer implements AutoCloseable {
  private final KafkaRaftServer server;
  private final String brokers;

  private KafkaServer(KafkaRaftServer server, String brokers) {
    this.server = server;
    this.brokers = brokers;
  }

  static KafkaServer start(Path folder) throws Exception {
    String brokers = "127.0.0.1:" + freePort();
    String controller = "127.0.0.1:" + freePort();
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("controller.quorum.voters", "1@" + controller);
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("listeners", "PLAINTEXT://" + brokers + ",CONTROLLER://" + controller);
    settings.setProperty("advertised.listeners", "PLAINTEXT://" + brokers);
    settings.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.setProperty("log.dirs", folder.toString());
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("offsets.topic.num.partitions", "1");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    new Formatter()
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(folder.toString())
        .addDirectory(folder.toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
        .run();
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    return new KafkaServer(server, brokers);
  }

  String brokers() {
    return brokers;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
