package io.auterity.bench.servers;

import io.auterity.bench.cpu.CpuQuota;
import io.auterity.bench.cpu.ProcessTime;
import io.auterity.bench.cpu.Shell;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.server.MeasuredServer;
import io.auterity.bench.server.PinnedServer;
import io.auterity.bench.server.StoppableDatabase;
import io.auterity.bench.traffic.Bodies;
import io.auterity.bench.traffic.Served;
import io.auterity.bench.traffic.Wrk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Servers on one database, all on core 0, each with a quota of it and a load of its own. */
final class LimitedServers implements AutoCloseable {

  private final Path folder;
  private final Map<String, String> settings;
  private final List<Member> members = new ArrayList<>();

  private record Member(MeasuredServer server, CpuQuota quota, Wrk load) {}

  private LimitedServers(Path folder, Map<String, String> settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** So many servers that have started; none has a quota yet. */
  static LimitedServers start(Path folder, StoppableDatabase database, int size) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("AUTERITY_EGRESS_ALLOW", "127.0.0.1:* for *");
    settings.put("AUTERITY_SECRETS_KEYFILE", folder.resolve("secrets.key").toString());
    LimitedServers servers = new LimitedServers(folder, settings);
    try {
      for (int i = 0; i < size; i++) {
        servers.add(i);
      }
      return servers;
    } catch (RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  private void add(int number) {
    MeasuredServer server =
        MeasuredServer.on(
            folder.resolve("server-" + number),
            Shell.on(PinnedServer.MEASURED, List.of()),
            settings);
    if (number > 0) {
      server.useKey(first().key());
    }
    CpuQuota quota = CpuQuota.named("server-" + number);
    Path script = folder.resolve("load-%d".formatted(number));
    try {
      server.start();
      quota.add(server.process());
      members.add(
          new Member(
              server, quota, new Wrk(script, PinnedServer.OTHERS, server.key(), Bodies.QUESTION)));
    } catch (RuntimeException e) {
      server.close();
      quota.close();
      throw e;
    }
  }

  MeasuredServer first() {
    return members.getFirst().server;
  }

  /** Gives each server that share of a core. */
  void limit(double cores) {
    members.forEach(member -> member.quota.limit(cores));
  }

  /** Loads all at one time, before anything is measured. */
  void warmUp(Duration time) {
    var _ =
        atOnce(
            members.size(),
            member -> {
              member.load.warmUp(member.server.gateway(), time);
              return time;
            });
  }

  /** Loads the first so many at one time; what they served together. */
  Served load(int servers, Duration time) {
    List<Served> served = atOnce(servers, member -> member.load.run(member.server.gateway(), time));
    long requests = served.stream().mapToLong(Served::requests).sum();
    return new Served(requests, served.stream().mapToDouble(Served::seconds).max().orElse(0));
  }

  private <T> List<T> atOnce(int servers, Function<Member, T> work) {
    List<CompletableFuture<T>> loads =
        members.subList(0, servers).stream()
            .map(
                member ->
                    CompletableFuture.supplyAsync(
                        () -> work.apply(member),
                        // This process has one core, and with it one carrier of virtual threads.
                        load -> Thread.ofPlatform().daemon().start(load)))
            .toList();
    try {
      return loads.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof VoidRunException why ? why : e;
    }
  }

  /** Waits until every decision is written. */
  void awaitQuiet() {
    members.forEach(member -> member.server.awaitQuiet());
  }

  /** CPU that the first so many have used. */
  Duration cpu(int servers) {
    return members.subList(0, servers).stream()
        .map(member -> ProcessTime.of(member.server.process()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() {
    for (Member member : members.reversed()) {
      member.server.close();
      member.quota.close();
    }
  }
}
