package org.omicroutes.trials;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Clients of WES, each a thread that asks, reads the answer, waits a moment and asks again. */
final class WesClients {
  private static final String WES = "/ga4gh/wes/v1";
  private static final List<String> FILTERS =
      List.of(
          "state=COMPLETE",
          "state=EXECUTOR_ERROR",
          "state=RUNNING",
          "workflow=study",
          "workflow=predict&state=COMPLETE",
          "tags=site%3Da");

  private final LiveServer server;
  private final List<String> ids;
  private final int number;
  private final int pause;
  private final Random seeds;

  /**
   * @param ids of the runs that are asked for
   * @param pause milliseconds between an answer and the next question, on average
   */
  WesClients(LiveServer server, List<String> ids, int number, int pause, long seed) {
    this.server = server;
    this.ids = ids;
    this.number = number;
    this.pause = pause;
    this.seeds = new Random(seed);
  }

  /** Asks for a while; memory is looked at meanwhile. */
  Answers ask(Duration time, Memory memory) throws IOException, InterruptedException {
    Answers answers = new Answers();
    long end = System.nanoTime() + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int c = 0; c < number; c++) {
      Client client = new Client(answers, end, new Random(seeds.nextLong()));
      Thread thread = new Thread(null, client, "client " + c, 256 * 1024);
      threads.add(thread);
      thread.start();
    }
    memory.watch(time);
    for (Thread thread : threads) {
      thread.join();
    }
    return answers;
  }

  /** One of them, with connections of its own. */
  private final class Client implements Runnable {
    private final HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Runnable::run)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final Answers answers;
    private final long end;
    private final Random random;
    private String nextPage = "";

    Client(Answers answers, long end, Random random) {
      this.answers = answers;
      this.end = end;
      this.random = random;
    }

    @Override
    public void run() {
      try {
        rest();
        while (System.nanoTime() - end < 0) {
          ask(Operation.at(random.nextInt(100)));
          rest();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void rest() throws InterruptedException {
      if (pause > 0) {
        Thread.sleep(random.nextInt(2 * pause));
      }
    }

    private void ask(Operation operation) throws InterruptedException {
      URI uri = server.uri(WES + path(operation));
      long began = System.nanoTime();
      int status = 0;
      try {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(1)).build(),
                BodyHandlers.ofString());
        answers.add(operation, System.nanoTime() - began, answer.statusCode());
        status = answer.statusCode();
        if (operation == Operation.LIST && status == 200) {
          nextPage = json.readTree(answer.body()).path("next_page_token").asText();
        }
      } catch (IOException e) {
        if (status == 0) {
          answers.add(operation, System.nanoTime() - began, 0);
        }
      }
    }

    private String path(Operation operation) {
      // Those that were asked for lately are asked for again.
      int recent = Math.min(ids.size(), random.nextBoolean() ? 100 : ids.size());
      String run = "/runs/" + ids.get(random.nextInt(recent));
      return switch (operation) {
        case LIST -> "/runs" + (nextPage.isEmpty() ? "" : "?page_token=" + nextPage);
        case LIST_FILTERED -> "/runs?" + FILTERS.get(random.nextInt(FILTERS.size()));
        case STATUS -> run + "/status";
        case RUN -> run;
        case TASKS -> run + "/tasks";
        case SERVICE_INFO -> "/service-info";
      };
    }
  }
}
