package io.auterity.spi.git;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.inbound.InboundAct;
import io.auterity.spi.inbound.InboundActs;
import io.auterity.spi.inbound.InboundBodyException;
import io.auterity.spi.inbound.InboundCall;
import io.auterity.spi.inbound.InboundRefusal;
import io.auterity.spi.inbound.InboundRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
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

  /** In place of names that are too many for a label. */
  private static final String MANY = "many";

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
  public Optional<String> needed(InboundRequest request) {
    return Wanted.of(request).map(wanted -> wanted.pushes() ? WRITES : READS);
  }

  @Override
  public Optional<InboundCall> call(String provider, InboundRequest request) {
    return Wanted.of(request)
        .map(
            wanted -> {
              Ref repository = new Ref(provider, wanted.repository());
              return wanted.pushes() && !wanted.greeting()
                  ? push(repository, request)
                  : reading(repository, wanted, request);
            });
  }

  private static InboundCall reading(Ref repository, Wanted wanted, InboundRequest request) {
    InboundAct write =
        new InboundAct(WRITES, new NewCommit(repository, "", "git push", List.of(), null), "");
    return new InboundCall(
        new InboundAct(READS, new WhichFile(repository, "", null), ""),
        wanted.pushes() ? List.of(write) : List.of(),
        Map.of("git", wanted.pushes() ? "push" : "fetch"),
        request);
  }

  private static InboundCall push(Ref repository, InboundRequest request) {
    PushHead head;
    try {
      head = PushHead.read(request.body());
    } catch (InboundBodyException e) {
      throw e.failed();
    } catch (IOException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "the head of the push cannot be read: " + e.getMessage());
    }
    List<InboundAct> acts = head.acts(repository);
    return new InboundCall(
        acts.getFirst(),
        acts.subList(1, acts.size()),
        Map.of("git", "push", "refs", refs(head)),
        request.withBody(whole(head, request)));
  }

  // Half of the names would look like all of them to a rule that tests for one.
  private static String refs(PushHead head) {
    String all = String.join(" ", head.updates().stream().map(PushHead.Update::ref).toList());
    return all.length() > LONGEST_LABEL ? MANY : all;
  }

  // Nothing holds the head once it is read again, as a list of the streams would.
  @SuppressWarnings("JdkObsolete")
  private static InputStream whole(PushHead head, InboundRequest request) {
    Queue<InputStream> parts = new ArrayDeque<>();
    parts.add(head.again());
    parts.add(request.body());
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return !parts.isEmpty();
          }

          @Override
          public InputStream nextElement() {
            return parts.remove();
          }
        });
  }

  /**
   * What git shows: plain words before a push begins, and words in the answer's own frame where it
   * shows no others. A body that no git client sends gets its status as it is.
   */
  @Override
  public InboundRefusal refusal(InboundRequest request, int status, Failure failure) {
    boolean framed =
        Wanted.of(request).isPresent()
            && status != 401
            && failure.code() != FailureCode.INVALID
            && request.method().equals("POST");
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
