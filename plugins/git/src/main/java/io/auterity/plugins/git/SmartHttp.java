package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Ref;
import io.auterity.spi.git.GitRequests;
import io.auterity.spi.inbound.InboundReply;
import io.auterity.spi.inbound.InboundRequest;
import io.auterity.spi.inbound.InboundRights;
import io.auterity.toolkit.Refusal;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.FetchV2Request;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ProtocolV2Hook;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.WantNotValidException;

/**
 * Fetches and pushes of git clients, in the stateless form of git's protocol: a greeting that tells
 * the refs, then requests that are whole in themselves.
 */
record SmartHttp(Host host, Repositories repositories, RepositoryStore shelf, BranchRules rules) {

  private static final long SEARCH_BYTES = 16 << 20;
  private static final long CACHE_BYTES = 4 << 20;

  /** Who pushes. */
  record Pusher(InboundRights rights, Call call) {}

  void serve(InboundRequest request, InboundReply reply, InboundRights rights, Call call) {
    GitRequests.Wanted wanted =
        GitRequests.Wanted.of(request)
            .orElseThrow(() -> GitErrors.unknown("path", "git has no request " + request.path()));
    Ref repository = new Ref(host.provider(), wanted.repository());
    StoredRepository storedRepository = repositories.held(repository);
    if (wanted.pushes()) {
      RepositoryStore.requireOpen(storedRepository);
    }
    Wire wire = new Wire(request, reply, host.directory(), call);
    Pusher pusher = new Pusher(rights, call);
    if (wanted.pushes() && !wanted.greeting()) {
      shelf.receiving(
          storedRepository,
          (open, keeping) ->
              heard(() -> new Push(open, keeping, repositories, rules, pusher).take(wire)));
    } else {
      shelf.reading(
          storedRepository,
          open -> {
            heard(() -> tell(open, wanted, wire, pusher));
            return storedRepository;
          });
    }
  }

  /** Bytes that go to and fro. */
  @FunctionalInterface
  private interface Talk {
    void through() throws IOException;
  }

  private static void heard(Talk talk) throws IOException {
    try {
      talk.through();
    } catch (Wire.CutException e) {
      throw GitErrors.gone(e);
    }
  }

  private void tell(OpenRepository open, GitRequests.Wanted wanted, Wire wire, Pusher pusher)
      throws IOException {
    if (!wanted.pushes()) {
      fetch(open, wanted, wire, pusher.call());
      return;
    }
    PacketLineOut lines = new PacketLineOut(wire.greet(wanted.service()));
    lines.writeString("# service=" + wanted.service() + "\n");
    lines.end();
    new Push(open, () -> {}, repositories, rules, pusher)
        .sendAdvertisedRefs(new RefAdvertiser.PacketLineOutRefAdvertiser(lines));
    lines.flush();
  }

  private static void fetch(OpenRepository open, GitRequests.Wanted wanted, Wire wire, Call call)
      throws IOException {
    Optional<String> version = wire.request().header("Git-Protocol");
    try (ObjectRoom.Claim room = open.host().room().claim(call);
        UploadPack fetch = new UploadPack(open.git())) {
      fetch.setBiDirectionalPipe(false);
      fetch.setRequestValidator(SmartHttp::requireReachable);
      fetch.setPackConfig(bounded(open));
      version.map(text -> List.of(text.split(":"))).ifPresent(fetch::setExtraParameters);
      if (wanted.greeting()) {
        PacketLineOut lines = new PacketLineOut(wire.greet(wanted.service()));
        fetch.sendAdvertisedRefs(
            new RefAdvertiser.PacketLineOutRefAdvertiser(lines), wanted.service());
        lines.flush();
      } else {
        boolean second = isSecond(version);
        reserveObjects(fetch, open, room, second);
        answer(fetch, new FetchLines(wire.in(), second), wire.answer(wanted.service()));
      }
    }
  }

  private static boolean isSecond(Optional<String> version) {
    return version.filter(text -> List.of(text.split(":")).contains("version=2")).isPresent();
  }

  // All objects are known at one time where all are fetched. Version 2 also lists refs by a request
  // of its own, which needs none of them.
  private static void reserveObjects(
      UploadPack fetch, OpenRepository open, ObjectRoom.Claim room, boolean second) {
    Runnable reserve =
        () ->
            room.await(
                open.git().getObjectDatabase().getApproximateObjectCount() * PackWeight.OF_OBJECT);
    if (!second) {
      reserve.run();
      return;
    }
    fetch.setProtocolV2Hook(
        new ProtocolV2Hook() {
          @Override
          public void onFetch(FetchV2Request request) {
            reserve.run();
          }
        });
  }

  private static void answer(UploadPack fetch, FetchLines in, Wire.Answer out) throws IOException {
    try {
      fetch.uploadWithExceptionPropagation(in, out, null);
    } catch (PackProtocolException e) {
      end(out, String.valueOf(e.getMessage()));
    } catch (CallFailedException e) {
      end(out, e);
    } catch (EOFException e) {
      if (!in.ended()) {
        throw e;
      }
      end(out, Refusal.invalid("fetch", "ends before it says all"));
    }
    out.end();
  }

  private static void end(Wire.Answer out, CallFailedException why) throws IOException {
    if (!out.hasBegun()) {
      throw why;
    }
    end(out, why.failure().message());
  }

  // Part of the answer may have gone out already: a client takes this in any place.
  private static void end(OutputStream out, String why) throws IOException {
    new PacketLineOut(out).writeString("ERR " + why);
  }

  /**
   * Refuses what no ref leads to: refs may have moved since the client was told of them. Dates of
   * commits are not looked at, which the committer chooses.
   */
  private static void requireReachable(UploadPack fetch, List<ObjectId> wanted) throws IOException {
    Set<ObjectId> left = new HashSet<>(wanted);
    try (RevWalk walk = new RevWalk(fetch.getRepository())) {
      walk.setRetainBody(false);
      for (org.eclipse.jgit.lib.Ref ref : fetch.getAdvertisedRefs().values()) {
        if (walk.peel(walk.parseAny(ref.getObjectId())) instanceof RevCommit tip) {
          walk.markStart(tip);
        }
      }
      RevCommit next = walk.next();
      while (!left.isEmpty() && next != null) {
        left.remove(next);
        next = walk.next();
      }
    }
    if (!left.isEmpty()) {
      throw new WantNotValidException(left.iterator().next());
    }
  }

  // A plugin has no threads of its own; many clones share the memory.
  private static PackConfig bounded(OpenRepository open) {
    PackConfig config = new PackConfig(open.git());
    config.setThreads(1);
    config.setDeltaSearchMemoryLimit(SEARCH_BYTES);
    config.setDeltaCacheSize(CACHE_BYTES);
    config.setBigFileThreshold(Host.BIG_BYTES);
    // Each pack may go on where another ends, and writing follows bases with the stack.
    config.setCutDeltaChains(true);
    return config;
  }

  /** Headers that no cache between keeps the answer. */
  static Map<String, String> headers(String mediaType) {
    return Map.of(
        "Content-Type", mediaType, "Cache-Control", "no-cache, max-age=0, must-revalidate");
  }
}
