package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.drops.Announcements;
import org.omicroutes.drops.DropRoute;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.StateDatabase;

class AnnounceKafkaTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final TopicPartition TOPIC = new TopicPartition("drops", 0);

  @TempDir Path folder;

  private DropStore drops;
  private final AtomicBoolean databaseGone = new AtomicBoolean();
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void entersDropsBuriesBadMessagesAndCommitsWhatIsKept() throws Exception {
    Path root = Files.createDirectories(folder.resolve("drops"));
    Files.createDirectories(root.resolve("run-1"));
    Files.createDirectories(root.resolve("run-2"));
    drops = drops();
    try (KafkaServer kafka = KafkaServer.start(Files.createDirectory(folder.resolve("kafka")))) {
      send(kafka, "{\"path\": \"run-1\"}", "no json", "{\"path\": \"../out\"}");
      try (DefaultCamelContext context = context(kafka, root)) {
        await().atMost(PATIENCE).until(() -> committed(kafka) == 3);
        assertThat(paths()).containsExactly("run-1");
        assertThat(deadLetters(kafka, 2))
            .extracting(ConsumerRecord::value)
            .containsExactly("no json", "{\"path\": \"../out\"}");

        databaseGone.set(true);
        send(kafka, "{\"path\": \"run-2\", \"route\": \"prognosis-drop\"}");
        await().atMost(PATIENCE).until(() -> tries.get() >= 2);
        assertThat(committed(kafka)).isEqualTo(3);
        databaseGone.set(false);
        await().atMost(PATIENCE).until(() -> committed(kafka) == 4);
        send(kafka, "{\"path\": \"run-2\"}");
        await().atMost(PATIENCE).until(() -> committed(kafka) == 5);
        assertThat(paths()).containsExactlyInAnyOrder("run-1", "run-2");
      }
      List<ConsumerRecord<String, String>> dead = deadLetters(kafka, 2);
      assertThat(dead).hasSize(2);
      assertThat(reason(dead.get(0))).contains("is no JSON object");
      assertThat(reason(dead.get(1))).contains("not below the watched folder");
    }
  }

  private DefaultCamelContext context(KafkaServer kafka, Path root) throws Exception {
    var announcements =
        new Announcements(drops, () -> List.of(new DropRoute("prognosis-drop", root, "manifest")));
    DefaultCamelContext context = new DefaultCamelContext();
    Map<String, String> settings =
        Map.of(
            "brokers", kafka.brokers(),
            "topic", "drops",
            "dead-letters", "dead",
            "group", "omicroutes");
    settings.forEach(
        (name, value) ->
            context
                .getPropertiesComponent()
                .addOverrideProperty("omicroutes.kafka." + name, value));
    AnnouncementBean bean =
        new AnnouncementBean((route, path) -> announceUnlessGone(announcements, route, path));
    AnnouncementRoutes.load(context, "omicAnnouncements", bean, "kafka");
    context.start();
    return context;
  }

  private Drop announceUnlessGone(Announcements announcements, String route, String path)
      throws java.io.IOException {
    if (databaseGone.get()) {
      tries.incrementAndGet();
      throw new IllegalStateException("the database is gone");
    }
    return announcements.announce(route, path);
  }

  private List<String> paths() {
    return drops.list(DropStore.Filter.ALL, 10, 0).stream().map(Drop::path).toList();
  }

  private static DropStore drops() {
    var source = JdbcConnectionPool.create("jdbc:h2:mem:kafka;DB_CLOSE_DELAY=-1", "sa", "");
    Flyway.configure().dataSource(source).load().migrate();
    return new DropStore(new StateDatabase(source, Clock.systemUTC()));
  }

  private static void send(KafkaServer kafka, String... messages) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.brokers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String message : messages) {
        producer.send(new ProducerRecord<>(TOPIC.topic(), message)).get();
      }
    }
  }

  /** The offset up to which messages need not come again; -1 for none yet. */
  private static long committed(KafkaServer kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
      var offsets =
          admin.listConsumerGroupOffsets("omicroutes").partitionsToOffsetAndMetadata().get();
      return offsets.get(TOPIC) == null ? -1 : offsets.get(TOPIC).offset();
    }
  }

  private static List<ConsumerRecord<String, String>> deadLetters(KafkaServer kafka, int most) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.brokers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition dead = new TopicPartition("dead", 0);
      consumer.assign(List.of(dead));
      consumer.seekToBeginning(List.of(dead));
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= most;
              });
      return records;
    }
  }

  private static String reason(ConsumerRecord<String, String> dead) {
    return new String(
        dead.headers().lastHeader("omicroutes-reason").value(), StandardCharsets.UTF_8);
  }
}
