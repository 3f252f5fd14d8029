// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.session.Compaction;
import dev.steno.chat.session.InteractionLog;
import dev.steno.chat.session.SavedSession;
import dev.steno.chat.session.SessionFile;
import dev.steno.chat.session.Talk;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A talk with a model, which is told in each call what was said before. What a call that fails or
 * is abandoned was asked is no part of the talk.
 *
 * <p>Thread-safe, but one call at a time: a second one that begins before the first is over fails
 * at once with an {@link IllegalStateException}. A stream is over when it is read to its end, has
 * failed or is closed. Threads that talk at the same time need a session each; any number of them
 * may share a model.
 *
 * <p>Interactions are kept if the session or its model has tracing on. Their metadata has {@code
 * session_id}, {@code step_type} ({@code chat} unless the request says otherwise) and {@code
 * attempt_number} (1 likewise). With a server, the session is one conversation under its id.
 */
public final class ChatSession {
  static final String SESSION_ID = "session_id";
  private static final String SUMMARY = "Summary of what was said before:\n";
  private static final String SUMMARISE =
      "Summarise what was said until here; you will not see it again. Keep what the user wants, what"
          + " was found out and decided, names and numbers, and what is still open. Answer with the"
          + " summary alone.";

  private final TracedModel model;
  private final String id;
  private final Instant created;
  private final ModelRequest.Builder defaults;
  private final @Nullable InteractionLog log;
  private final Talk talk;
  private final int maxTraces;

  private ChatSession(
      TracedModel model, String id, Instant created, Talk talk, SessionOptions options) {
    this.model = model;
    this.id = id;
    this.created = created;
    this.talk = talk;
    maxTraces = options.maxTraces;
    boolean keeps = options.tracing || model.core().log != null;
    log = keeps ? new InteractionLog(maxTraces) : null;
    defaults = options.defaults;
    checkSessionId(defaults.metadata().get(SESSION_ID));
    defaults.metadata(SESSION_ID, id);
    if (!defaults.metadata().containsKey("step_type")) {
      defaults.stepType("chat");
    }
    if (!defaults.metadata().containsKey("attempt_number")) {
      defaults.attemptNumber(1);
    }
  }

  /** {@link #on(TracedModel, Consumer)} with what is the default. */
  public static ChatSession on(TracedModel model) {
    return on(model, options -> {});
  }

  /**
   * A session in which nothing was said yet.
   *
   * @param model stays its owner's to close
   * @throws IllegalArgumentException if an option is wrong
   */
  public static ChatSession on(TracedModel model, Consumer<SessionOptions> options) {
    Core core = model.core();
    SessionOptions chosen = new SessionOptions(core.maxTraces);
    options.accept(chosen);
    String id = chosen.id == null ? core.id() : chosen.id;
    Talk talk = new Talk(id, List.of(), List.of());
    return new ChatSession(model, id, core.clock.instant(), talk, chosen);
  }

  /**
   * A session that was {@linkplain #save saved}, with its id, its talk and its interactions. The
   * model may be another than it had.
   *
   * @param options replace what the file says; tools that ran here have to be given again
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no session, of a version that is not known, or a tool
   *     is missing
   */
  public static ChatSession load(Path file, TracedModel model, Consumer<SessionOptions> options) {
    SavedSession saved = SessionFile.read(file);
    SessionOptions chosen = SessionOptions.of(saved);
    options.accept(chosen);
    chosen.restore(saved.defaults().tools());
    String id = chosen.id == null ? saved.id() : chosen.id;
    Talk talk = new Talk(id, saved.messages(), saved.compactions());
    ChatSession session = new ChatSession(model, id, saved.created(), talk, chosen);
    if (session.log != null) {
      saved.interactions().forEach(session.log::add);
    }
    return session;
  }

  /** {@link #load(Path, TracedModel, Consumer)} as it was saved. */
  public static ChatSession load(Path file, TracedModel model) {
    return load(file, model, options -> {});
  }

  /**
   * Writes the session with all that was said and all interactions to a file of JSON, which is
   * replaced at once. What is said in a call that is under way is not in it.
   *
   * @throws java.io.UncheckedIOException if it cannot be written; the file is then as it was
   */
  public void save(Path file) {
    Talk now = talk.copy();
    SessionFile.write(
        file,
        new SavedSession(
            id,
            created,
            model.provider(),
            model.model(),
            new SavedSession.Keeping(log != null, maxTraces),
            SessionOptions.saved(defaults),
            now.messages(),
            now.compactions(),
            history()));
  }

  /** The session's id, the same for good. */
  public String id() {
    return id;
  }

  /** When it was opened for the first time. */
  public Instant created() {
    return created;
  }

  /** {@link #generate(ModelRequest)} with a prompt alone. */
  public ModelReply generate(String prompt) {
    return generate(ModelRequest.of(prompt));
  }

  /**
   * {@link #generate(ModelRequest)} with a prompt and what else is said of this call, such as
   * {@code o -> o.stepType("code_generation").attemptNumber(2).systemPrompt("…")}.
   */
  public ModelReply generate(String prompt, Consumer<ModelRequest.Builder> options) {
    ModelRequest.Builder request = ModelRequest.builder().prompt(prompt);
    options.accept(request);
    return generate(request.build());
  }

  /**
   * Says something, and waits for the answer. Messages of the request come after what was said
   * before; its system prompt, tools and parameters are for this call alone.
   *
   * @throws ChatException if there is no answer; the talk is then as it was
   * @throws IllegalStateException if another call is under way
   * @throws IllegalArgumentException if the request's metadata has another {@code session_id}
   */
  public ModelReply generate(ModelRequest request) {
    return answer(begin(request), null);
  }

  /**
   * {@link #generate(ModelRequest)} on another thread; it is under way from now on. Cancelling the
   * future cancels the request.
   *
   * @throws IllegalStateException if another call is under way
   */
  public CompletableFuture<ModelReply> generateAsync(ModelRequest request) {
    Call call = begin(request);
    CompletableFuture<ModelReply> reply = model.async(() -> answer(call, null));
    // One that is cancelled before it began, or not taken at all, never comes to its own end.
    reply.whenComplete((ignored, failure) -> call.turn.end());
    return reply;
  }

  /** {@link #stream(ModelRequest)} with a prompt alone. */
  public ReplyStream stream(String prompt) {
    return stream(ModelRequest.of(prompt));
  }

  /**
   * Says something, and streams the answer. The stream has to be read to its end or closed before
   * the next call; only if it came to its end is it part of the talk.
   *
   * @throws IllegalStateException if another call is under way
   */
  public ReplyStream stream(ModelRequest request) {
    Call call = begin(request);
    try {
      return model.stream(call.asked, log, id, call::end);
    } catch (RuntimeException e) {
      call.turn.end();
      throw e;
    }
  }

  /**
   * Says something, and waits for an answer of a structure. Answers that were corrected stay in the
   * talk with their corrections, as the model saw them.
   *
   * @param type a record, or a class that Jackson can make of JSON
   * @throws ChatException INVALID_ANSWER if the answer is still wrong after the last correction;
   *     REFUSED if the model declines
   * @throws IllegalStateException if another call is under way
   */
  public <T> Structured<T> generateStructured(ModelRequest request, Class<T> type) {
    StructuredAnswer<T> answer = new StructuredAnswer<>(type);
    return answer.of(answer(begin(request), answer));
  }

  /** What was said, oldest first: by the user, the model, tools; without the system prompt. */
  public List<Message> messages() {
    return talk.messages();
  }

  /** The interactions of this session, oldest first; empty if nothing is kept. */
  public List<Interaction> history() {
    return log == null ? List.of() : log.all();
  }

  /**
   * The last {@code n} interactions, oldest first.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public List<Interaction> last(int n) {
    InteractionLog.checkCount(n);
    return log == null ? List.of() : log.last(n);
  }

  /** The interaction of that id, if it is still kept. */
  public Optional<Interaction> interaction(String traceId) {
    String checked = InteractionLog.checkedId(traceId);
    return log == null ? Optional.empty() : log.byId(checked);
  }

  /** Forgets all interactions, and returns them: none is in two such lists, and none in neither. */
  public List<Interaction> drain() {
    return log == null ? List.of() : log.drain();
  }

  /** Forgets all interactions; the talk goes on. */
  public void clear() {
    drain();
  }

  /** How many interactions had to give way to newer ones. */
  public long evicted() {
    return log == null ? 0 : log.evicted();
  }

  /** When messages gave way to summaries, oldest first. */
  public List<Compaction> compactions() {
    return talk.compactions();
  }

  /**
   * Lets the model summarise what was said before the last {@code keep} messages, and goes on with
   * the summary instead. That call is an interaction with step type {@code compaction}.
   *
   * @return how many messages gave way; 0 if there were fewer than two
   * @throws ChatException if the model gives no summary; the talk is then as it was
   * @throws IllegalStateException if another call is under way
   */
  public int compact(int keep) {
    return shorten(keep, this::summary);
  }

  /**
   * The same with a summary of one's own. What is kept begins with a user's message, so that no
   * result of a tool is parted from its call; so a few more may be kept.
   *
   * @param summary makes the summary of the messages that are to give way
   * @return how many messages gave way; 0 if there were fewer than two
   * @throws IllegalArgumentException if {@code keep} is negative or the summary blank
   * @throws IllegalStateException if another call is under way
   */
  public int compact(int keep, Function<List<Message>, String> summary) {
    return shorten(keep, older -> new Summary(summary.apply(older), null));
  }

  private int shorten(int keep, Summarising summarising) {
    if (keep < 0) {
      throw new IllegalArgumentException("keep: " + keep + " (expected: 0 or more)");
    }
    Talk.Turn turn = talk.begin();
    try {
      int count = turn.older(keep);
      if (count < 2) {
        return 0;
      }
      List<Message> older = turn.before().subList(0, count);
      Summary summary = summarising.of(older);
      if (summary.text.isBlank()) {
        throw new IllegalArgumentException("summary: blank (expected: what was said until now)");
      }
      Compaction compaction = Compaction.of(model.core().clock.instant(), older, summary.traceId);
      turn.compact(compaction, Message.text("user", SUMMARY + summary.text));
      return count;
    } finally {
      turn.end();
    }
  }

  /** The model's own; it may not call tools meanwhile, but has to know those that were called. */
  private Summary summary(List<Message> older) {
    ModelRequest.Builder builder = ModelRequest.builder();
    if (older.stream().anyMatch(message -> !message.toolCalls().isEmpty())) {
      defaults.tools().forEach(tool -> builder.tool(tool.withoutFunction()));
    }
    builder.metadata(defaults.metadata()).stepType("compaction");
    ModelRequest request = builder.messages(older).prompt(SUMMARISE).build();
    ModelReply reply = model.generate(request, log, id, null);
    if (reply.content().isBlank()) {
      throw new ChatException(
          FailureKind.INVALID_ANSWER,
          "the model gave no summary (expected: text)",
          reply.traceId(),
          List.of(),
          null);
    }
    return new Summary(reply.content(), reply.traceId());
  }

  private ModelReply answer(Call call, @Nullable StructuredAnswer<?> acceptance) {
    try {
      ModelReply reply = model.generate(call.asked, log, id, acceptance);
      call.end(reply);
      return reply;
    } finally {
      call.turn.end();
    }
  }

  private Call begin(ModelRequest request) {
    checkSessionId(request.metadata.get(SESSION_ID));
    Talk.Turn turn = talk.begin();
    return new Call(turn, request, request.after(turn.before(), defaults));
  }

  private void checkSessionId(@Nullable JsonValue given) {
    if (given != null && !given.equals(JsonValue.of(id))) {
      throw new IllegalArgumentException(
          "metadata session_id: "
              + given
              + " (expected: none, since it is this session's, "
              + id
              + "; open the session with that id, or call yours otherwise)");
    }
  }

  /**
   * One call.
   *
   * @param request what is said in it
   * @param asked what the model is asked
   */
  private record Call(Talk.Turn turn, ModelRequest request, ModelRequest asked) {

    void end(@Nullable ModelReply reply) {
      if (reply == null) {
        turn.end();
        return;
      }
      List<Message> said = new ArrayList<>(request.said());
      said.addAll(reply.added());
      turn.say(said);
    }
  }

  private record Summary(String text, @Nullable String traceId) {}

  private interface Summarising {
    Summary of(List<Message> older);
  }
}
