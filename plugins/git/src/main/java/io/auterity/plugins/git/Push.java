package io.auterity.plugins.git;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Ref;
import io.auterity.spi.inbound.InboundBodyException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
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

  // Where it comes as a difference to another one, both are in memory.
  private static final long LARGEST_OBJECT = 64 << 20;

  private static final String DELETES = "branch.delete";

  private final OpenRepository open;
  private final RepositoryStore.Keeping keeping;
  private final Repositories repositories;
  private final BranchRules rules;
  private final SmartHttp.Pusher pusher;
  private PushCommands commands = new PushCommands(InputStream.nullInputStream(), Map.of());

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
    setMaxObjectSizeLimit(LARGEST_OBJECT);
    setObjectChecker(
        new SizeChecker().setAllowLeadingZeroFileMode(true).setAllowInvalidPersonIdent(true));
    setRefLogIdent(open.host().person());
  }

  /** Of what is read as a whole wherever it is met, a repository holds no long one. */
  private static final class SizeChecker extends ObjectChecker {

    private static final int LARGEST_TREE = 16 << 20;
    private static final int LARGEST_COMMIT = 4 << 20;

    // A file that comes as a difference is whole in memory, and so is each that another one is the
    // difference of: a chain of them may hold all at once.
    private static final int LARGE = 1 << 20;
    private static final long MOST_OF_LARGE = 256 << 20;

    private long large;

    @Override
    public void check(@Nullable AnyObjectId id, int type, byte[] raw)
        throws CorruptObjectException {
      int most = type == Constants.OBJ_TREE ? LARGEST_TREE : LARGEST_COMMIT;
      if (type != Constants.OBJ_BLOB && raw.length > most) {
        throw new CorruptObjectException(
            "a %s has %d bytes, at most %d"
                .formatted(Constants.typeString(type), raw.length, most));
      }
      large += raw.length > LARGE ? raw.length : 0;
      if (large > MOST_OF_LARGE) {
        throw new CorruptObjectException(
            "large files that come as differences have more than %d bytes: push in parts"
                .formatted(MOST_OF_LARGE));
      }
      super.check(id, type, raw);
    }
  }

  /** Reads the push, does it, and tells its client what became of each ref. */
  void take(Wire wire) throws IOException {
    commands = PushCommands.read(wire.kept());
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    OutputStream out = wire.answer("git-receive-pack");
    try {
      receiveWithExceptionPropagation(
          commands.in(), commands.names().isEmpty() ? out : report, null);
    } catch (UnpackException e) {
      // The client is told; it hears that only once it has said all.
      drain(wire.in(), e);
    }
    out.write(commands.told(report.toByteArray()));
    out.flush();
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
            super.executeCommands();
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
