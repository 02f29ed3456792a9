package io.auterity.plugins.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Ref;
import io.auterity.spi.inbound.InboundBodyException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TextProgressMonitor;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;

/**
 * One push. Its objects are taken in beside whatever else goes on, and apart from the repository;
 * its refs are moved with exclusive access to that, under the rules that hold then, and only
 * objects of a push that moves one are kept.
 */
final class Push extends ReceivePack {

  /** Where it comes as a difference to another one, both are in memory. */
  static final long LARGEST_OBJECT = 64 << 20;

  private static final int MOST_TAGS = 64;
  private static final String DELETES = "branch.delete";

  private final OpenRepository open;
  private final RepositoryStore.Keeping keeping;
  private final Repositories repositories;
  private final BranchRules rules;
  private final SmartHttp.Pusher pusher;
  private final ObjectRules checked = new ObjectRules();
  private PushCommands commands = PushCommands.NONE;

  Push(
      OpenRepository open,
      RepositoryStore.Keeping keeping,
      Repositories repositories,
      BranchRules rules,
      SmartHttp.Pusher pusher) {
    super(open.git());
    this.open = open;
    this.keeping = keeping;
    this.repositories = repositories;
    this.rules = rules;
    this.pusher = pusher;
    setBiDirectionalPipe(false);
    setObjectChecker(checked);
    setRefLogIdent(open.host().person());
  }

  /** Reads the push, does it, and tells its client what became of each ref. */
  void take(Wire wire) throws IOException {
    commands = PushCommands.read(wire.kept());
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    Wire.Answer out = wire.answer("git-receive-pack");
    try (ObjectRoom.Claim room = open.host().room().claim(pusher.call())) {
      InputStream in =
          new SequenceInputStream(commands.head(), new Pack(commands.rest(), new PackWeight(room)));
      receiveWithExceptionPropagation(in, commands.names().isEmpty() ? out : report, null);
    } catch (UnpackException e) {
      // The client is told; it hears that only once it has said all.
      drain(wire.in(), e);
    }
    out.write(commands.told(report.toByteArray()));
    out.end();
  }

  /**
   * For JGit, a pack without objects: those of the one that came are there once it is read from.
   */
  private final class Pack extends InputStream {
    private final InputStream came;
    private final PackWeight weight;
    private @Nullable InputStream empty;

    Pack(InputStream came, PackWeight weight) {
      this.came = came;
      this.weight = weight;
    }

    private InputStream empty() throws IOException {
      InputStream known = empty;
      if (known == null) {
        takeIn(came, weight);
        known = IncomingPack.empty();
        empty = known;
      }
      return known;
    }

    @Override
    public int read() throws IOException {
      return empty().read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return empty().read(buffer, offset, length);
    }
  }

  private void takeIn(InputStream pack, PackWeight weight) throws IOException {
    ObjectDirectory apart = (ObjectDirectory) open.git().getObjectDatabase();
    PackIntake intake = new PackIntake(apart, pack, weight, pusher.call());
    intake.setObjectChecker(checked);
    boolean shows = isSideBand() && !isQuiet();
    intake.take(
        shows
            ? new TextProgressMonitor(new OutputStreamWriter(getMessageOutputStream(), UTF_8))
            : NullProgressMonitor.INSTANCE);
  }

  private static void drain(InputStream in, UnpackException told) throws IOException {
    if (InboundBodyException.in(told).isEmpty()) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  @Override
  protected void executeCommands() {
    try {
      Ref repository = new Ref(open.host().provider(), open.held().path());
      repositories.changing(
          repository,
          pusher.call(),
          now -> {
            boolean first = now.isEmpty();
            judge(now.held());
            if (filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED).isEmpty()) {
              return now;
            }
            keeping.keep();
            now.telling(moves(), super::executeCommands);
            tidy(now.held());
            if (first) {
              begin(now);
            }
            return now;
          });
    } catch (CallFailedException e) {
      refuseAll(e.failure().message());
    }
  }

  private List<RefMoves.Move> moves() {
    return filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED).stream()
        .map(each -> new RefMoves.Move(each.getRefName(), each.getOldId(), each.getNewId()))
        .toList();
  }

  private void judge(StoredRepository storedRepository) throws IOException {
    List<ReceiveCommand> asked = filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED);
    for (ReceiveCommand command : asked) {
      refusal(storedRepository, command)
          .ifPresent(why -> command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, why));
    }
    boolean whole = filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED).size() == asked.size();
    if (isAtomic() && !whole) {
      ReceiveCommand.abort(asked);
    }
  }

  private Optional<String> refusal(StoredRepository storedRepository, ReceiveCommand command)
      throws IOException {
    try {
      check(storedRepository, command);
      return Optional.empty();
    } catch (CallFailedException e) {
      return Optional.of(e.failure().message());
    }
  }

  private void check(StoredRepository storedRepository, ReceiveCommand command) throws IOException {
    String ref = command.getRefName();
    if (commands.refuses(ref)) {
      throw GitErrors.conflict("ref", "that is no name that git takes");
    }
    if (command.getType() == ReceiveCommand.Type.CREATE) {
      GitNames.checkRef("name", ref.replaceFirst("refs/[^/]+/", ""));
      open.requireOwnName(ref);
    }
    if (ref.startsWith(Constants.R_HEADS)) {
      checkBranch(storedRepository, command, ref.substring(Constants.R_HEADS.length()));
    } else if (!ref.startsWith(Constants.R_TAGS)) {
      throw GitErrors.conflict("ref", "only branches and tags are taken");
    } else if (command.getType() != ReceiveCommand.Type.DELETE) {
      requireShort(command.getNewId());
    }
  }

  private void checkBranch(StoredRepository storedRepository, ReceiveCommand command, String branch)
      throws IOException {
    if (command.getType() == ReceiveCommand.Type.DELETE) {
      rules.requireDeletable(storedRepository, branch);
      return;
    }
    rules.requireOpen(storedRepository, branch);
    if (command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD) {
      rules.requireUnruled(storedRepository, branch);
      requireMayRewrite(branch);
    }
    requireCommit(command.getNewId());
  }

  // As if the branch went and came again.
  private void requireMayRewrite(String branch) {
    if (!pusher.rights().may(DELETES)) {
      throw GitErrors.conflict(
          "branch",
          ("branch %s would lose commits, for which git.%s must be allowed: bring its commits into"
                  + " yours and push without force")
              .formatted(branch, DELETES));
    }
  }

  // Whoever reads a tag follows all.
  private void requireShort(ObjectId tag) throws IOException {
    try (RevWalk walk = new RevWalk(open.git())) {
      RevObject named = walk.parseAny(tag);
      for (int tags = 0; named instanceof RevTag next; tags++) {
        if (tags == MOST_TAGS) {
          throw GitErrors.conflict(
              "ref", "a tag names a commit through at most %d tags".formatted(MOST_TAGS));
        }
        named = walk.parseAny(next.getObject());
      }
    }
  }

  private void requireCommit(ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(open.git())) {
      if (walk.parseAny(id).getType() != Constants.OBJ_COMMIT) {
        throw GitErrors.conflict("ref", "a branch points to a commit");
      }
    }
  }

  // What the API does beside its refs when a branch goes.
  private void tidy(StoredRepository storedRepository) {
    for (ReceiveCommand command : filterCommands(ReceiveCommand.Result.OK)) {
      String ref = command.getRefName();
      if (command.getType() == ReceiveCommand.Type.DELETE && ref.startsWith(Constants.R_HEADS)) {
        rules.remove(storedRepository, ref.substring(Constants.R_HEADS.length()));
      }
    }
  }

  // A clone checks out what was pushed first, whatever that is called.
  private void begin(OpenRepository now) throws IOException {
    Optional<String> pushed =
        filterCommands(ReceiveCommand.Result.OK).stream()
            .map(ReceiveCommand::getRefName)
            .filter(ref -> ref.startsWith(Constants.R_HEADS))
            .map(ref -> ref.substring(Constants.R_HEADS.length()))
            .findFirst();
    if (pushed.isPresent() && now.branch(now.held().defaultBranch()).isEmpty()) {
      repositories.begin(now, pushed.get());
    }
  }

  private void refuseAll(String why) {
    filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED)
        .forEach(command -> command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, why));
  }
}
