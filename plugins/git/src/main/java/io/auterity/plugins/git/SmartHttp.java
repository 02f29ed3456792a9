package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.Ref;
import io.auterity.spi.git.GitRequests;
import io.auterity.spi.inbound.InboundReply;
import io.auterity.spi.inbound.InboundRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Fetches and pushes of git clients, in the stateless form of git's protocol: a greeting that tells
 * the refs, then requests that are whole in themselves.
 */
record SmartHttp(Host host, Repositories repositories, Shelf shelf, BranchRules rules) {

  void serve(InboundRequest request, InboundReply reply, Call call) {
    GitRequests.Wanted wanted =
        GitRequests.Wanted.of(request)
            .orElseThrow(() -> GitErrors.unknown("path", "git has no request " + request.path()));
    Ref repository = new Ref(host.provider(), wanted.repository());
    Held held = repositories.held(repository);
    if (wanted.pushes()) {
      Shelf.requireOpen(held);
    }
    Wire wire = new Wire(request, reply, host.directory(), call);
    shelf.reading(
        held,
        open -> {
          try {
            serve(open, wanted, wire, call);
            return held;
          } catch (Wire.CutException e) {
            throw GitErrors.gone(e);
          }
        });
  }

  private void serve(OpenRepository open, GitRequests.Wanted wanted, Wire wire, Call call)
      throws IOException {
    Optional<String> version = wire.request().header("Git-Protocol");
    if (wanted.pushes()) {
      Push push = new Push(open, repositories, rules, call);
      if (wanted.greeting()) {
        PacketLineOut lines = new PacketLineOut(wire.greet(wanted.service()));
        lines.writeString("# service=" + wanted.service() + "\n");
        lines.end();
        push.sendAdvertisedRefs(new RefAdvertiser.PacketLineOutRefAdvertiser(lines));
        lines.flush();
      } else {
        push.take(wire);
      }
    } else {
      fetch(open, wanted, version, wire);
    }
  }

  private static void fetch(
      OpenRepository open, GitRequests.Wanted wanted, Optional<String> version, Wire wire)
      throws IOException {
    try (UploadPack fetch = new UploadPack(open.git())) {
      fetch.setBiDirectionalPipe(false);
      fetch.setPackConfig(onThisThread(open));
      version.map(text -> List.of(text.split(":"))).ifPresent(fetch::setExtraParameters);
      if (wanted.greeting()) {
        PacketLineOut lines = new PacketLineOut(wire.greet(wanted.service()));
        fetch.sendAdvertisedRefs(
            new RefAdvertiser.PacketLineOutRefAdvertiser(lines), wanted.service());
        lines.flush();
      } else {
        OutputStream out = wire.answer(wanted.service());
        fetch.uploadWithExceptionPropagation(wire.in(), out, null);
        out.flush();
      }
    }
  }

  // A plugin has no threads of its own.
  private static PackConfig onThisThread(OpenRepository open) {
    PackConfig config = new PackConfig(open.git());
    config.setThreads(1);
    return config;
  }

  /** Headers that no cache between keeps the answer. */
  static Map<String, String> headers(String mediaType) {
    return Map.of(
        "Content-Type", mediaType, "Cache-Control", "no-cache, max-age=0, must-revalidate");
  }
}
