package io.auterity.spi.git;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.inbound.InboundAct;
import io.auterity.spi.inbound.InboundActs;
import io.auterity.spi.inbound.InboundRefusal;
import io.auterity.spi.inbound.InboundRequest;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Git's smart HTTP protocol: a fetch reads content, a push creates commits, and whatever else it
 * does to branches and tags must be allowed as well.
 */
public final class GitRequests implements InboundActs {

  private static final Pattern PATH =
      Pattern.compile(
          "/([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+?)(?:\\.git)?/"
              + "(info/refs|git-upload-pack|git-receive-pack)");

  private static final String READS = "content.get";
  private static final String WRITES = "commit.create";
  private static final String FETCH = "git-upload-pack";
  private static final String PUSH = "git-receive-pack";
  private static final String ERROR_BAND = "\u0003";
  private static final int LONGEST_LABEL = 200;
  private static final int LONGEST_LINE = 900;

  /** Which repository a request is for, and which of the protocol's services it wants. */
  public record Wanted(String repository, String service, boolean greeting) {

    /** Of a path of the protocol; empty for any other. */
    public static Optional<Wanted> of(InboundRequest request) {
      Matcher path = PATH.matcher(request.path());
      if (!path.matches()) {
        return Optional.empty();
      }
      boolean greeting = path.group(2).equals("info/refs");
      String service = greeting ? request.query().getOrDefault("service", "") : path.group(2);
      boolean fits = request.method().equals(greeting ? "GET" : "POST");
      return fits && (service.equals(FETCH) || service.equals(PUSH))
          ? Optional.of(new Wanted(path.group(1), service, greeting))
          : Optional.empty();
    }

    /** Whether it changes the repository, or prepares to. */
    public boolean pushes() {
      return service.equals(PUSH);
    }
  }

  @Override
  public Optional<InboundAct> act(String provider, InboundRequest request) {
    return Wanted.of(request)
        .map(
            wanted -> {
              Ref repository = new Ref(provider, wanted.repository());
              return wanted.pushes() && !wanted.greeting()
                  ? push(repository, request)
                  : reading(repository, wanted, request);
            });
  }

  private static InboundAct reading(Ref repository, Wanted wanted, InboundRequest request) {
    return new InboundAct(
        READS,
        new WhichFile(repository, "", null),
        wanted.pushes() ? Set.of(WRITES) : Set.of(),
        Map.of("git", wanted.pushes() ? "push" : "fetch"),
        request);
  }

  private static InboundAct push(Ref repository, InboundRequest request) {
    try {
      PushHead head = PushHead.read(request.body());
      List<PushHead.Update> updates = head.updates();
      Set<String> also = new TreeSet<>();
      updates.forEach(update -> update.operation().ifPresent(also::add));
      also.remove(WRITES);
      String refs = String.join(" ", updates.stream().map(PushHead.Update::ref).toList());
      return new InboundAct(
          WRITES,
          new NewCommit(repository, head.branch(), "git push", List.of(), null),
          also,
          Map.of(
              "git",
              "push",
              "refs",
              refs.length() > LONGEST_LABEL ? refs.substring(0, LONGEST_LABEL) : refs),
          request.withBody(new SequenceInputStream(head.again(), request.body())));
    } catch (IOException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "the head of the push cannot be read: " + e.getMessage());
    }
  }

  /**
   * What git shows: plain words before a push begins, and words in the answer's own frame where it
   * shows no others.
   */
  @Override
  public InboundRefusal refusal(
      InboundRequest request, Optional<InboundAct> act, int status, Failure failure) {
    boolean framed = act.isPresent() && status != 401 && request.method().equals("POST");
    if (!framed) {
      return InboundRefusal.inWords(status, failure.message());
    }
    boolean push = request.path().endsWith(PUSH);
    String service = push ? PUSH : FETCH;
    return new InboundRefusal(
        200,
        "application/x-%s-result".formatted(service),
        frame((push ? ERROR_BAND : "ERR ") + failure.message()));
  }

  // A line that begins so ends the conversation with the service.
  private static String frame(String message) {
    String line = message.replace('\n', ' ');
    String words = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
    int length = words.getBytes(StandardCharsets.UTF_8).length + 4;
    return "%04x%s".formatted(length, words);
  }
}
