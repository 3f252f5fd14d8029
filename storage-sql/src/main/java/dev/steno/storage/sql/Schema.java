// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import static dev.steno.storage.sql.Column.optional;
import static dev.steno.storage.sql.Column.required;

import dev.steno.storage.sql.Column.Type;
import java.util.ArrayList;
import java.util.List;

/** The tables. Immutable. */
public final class Schema {
  /**
   * The version of the format: of these tables, of what stands in their columns, and of the layout
   * of a data directory. A change that an older program would misread raises it. A column that a
   * table gains stands after the others and may be null: migrating adds it to the files there are.
   */
  public static final int FORMAT = 3;

  /** Which part of which span a row belongs to. */
  private static final List<Column> PART_KEY =
      List.of(
          required("project", Type.TEXT),
          required("trace_id", Type.ID),
          required("span_id", Type.LONG),
          required("kind", Type.BYTE),
          required("sequence", Type.LONG),
          required("arrival_ns", Type.LONG));

  /**
   * One row for each part of a span. {@code time_ns} is the time by which it is filed; {@code
   * start_ns} and {@code end_ns} are the believed ones. What no column holds is in {@code rest}.
   * {@code release} to {@code metadata} are the labels, of which the attributes hold no less. The
   * previews are no bodies: lists read few of them from many places, and what is compressed
   * strongly has to be decompressed by the thousand.
   */
  public static final Table PARTS =
      new Table(
          "parts",
          with(
              required("time_ns", Type.LONG),
              optional("start_ns", Type.LONG),
              optional("end_ns", Type.LONG),
              optional("parent_id", Type.LONG),
              optional("type", Type.TEXT),
              optional("name", Type.TEXT),
              optional("status", Type.TEXT),
              optional("error_type", Type.TEXT),
              optional("conversation", Type.TEXT),
              optional("session", Type.TEXT),
              optional("user_id", Type.TEXT),
              optional("channel", Type.TEXT),
              optional("environment", Type.TEXT),
              optional("agent", Type.TEXT),
              optional("tool", Type.TEXT),
              optional("provider", Type.TEXT),
              optional("request_model", Type.TEXT),
              optional("response_model", Type.TEXT),
              optional("input_uncached", Type.LONG),
              optional("cache_read", Type.LONG),
              optional("cache_write", Type.LONG),
              optional("output_text", Type.LONG),
              optional("reasoning", Type.LONG),
              optional("cost", Type.DECIMAL),
              optional("cost_scale", Type.BYTE),
              optional("first_token_ns", Type.LONG),
              optional("preview_input", Type.TEXT),
              optional("preview_output", Type.TEXT),
              optional("status_message", Type.BODY),
              optional("input", Type.BODY),
              optional("output", Type.BODY),
              optional("attributes", Type.BODY),
              optional("events", Type.BODY),
              required("rest", Type.BODY),
              optional("calculated_cost", Type.DECIMAL),
              optional("price_table", Type.TEXT),
              optional("release", Type.TEXT),
              optional("prompt", Type.TEXT),
              optional("tags", Type.TEXTS),
              optional("metadata", Type.TEXTS)));

  /**
   * One row for each part that says what was said. {@code tools} is the head of the tool list,
   * which is stored as an item; {@code base} is null for zero; {@code extra} is JSON, for what
   * later versions keep beside a commit.
   */
  public static final Table COMMITS =
      new Table(
          "commits",
          with(
              required("time_ns", Type.LONG),
              required("scope", Type.ID),
              optional("tools", Type.ID),
              optional("system", Type.IDS),
              optional("base", Type.ID),
              optional("added", Type.IDS),
              optional("head", Type.ID),
              optional("choices", Type.ID_LISTS),
              optional("extra", Type.BODY)));

  /** Parts whose span has a later part of the same fields: lists need not look at them. */
  public static final Table SUPERSEDED = new Table("superseded", with());

  /** The kind, in {@link #MESSAGES}, of a list of tools: an array of their ids. */
  public static final int TOOL_LIST = Kinds.TOOL_LIST;

  /** Messages, tool definitions and tool lists, once per scope as a rule; twice does no harm. */
  public static final Table MESSAGES =
      new Table(
          "messages",
          List.of(
              required("scope", Type.ID),
              required("id", Type.ID),
              required("kind", Type.BYTE),
              required("time_ns", Type.LONG),
              required("body", Type.BODY)));

  /** The condition on rows of {@link #MESSAGES} that are messages. */
  public static final String IS_MESSAGE = "kind = " + Kinds.MESSAGE;

  /** The condition on rows of {@link #MESSAGES} that are messages or tool definitions. */
  public static final String NO_TOOL_LIST = "kind <> " + Kinds.TOOL_LIST;

  /** Binary content that was cut out of messages. */
  public static final Table BLOBS =
      new Table(
          "blobs",
          List.of(
              required("scope", Type.ID),
              required("sha256", Type.BYTES),
              required("time_ns", Type.LONG),
              optional("media_type", Type.TEXT),
              required("bytes", Type.BYTES)));

  /** Feedback; {@code body} is the whole of it, the other columns are for finding it. */
  public static final Table FEEDBACK =
      new Table(
          "feedback",
          List.of(
              required("project", Type.TEXT),
              required("trace_id", Type.ID),
              required("time_ns", Type.LONG),
              optional("idempotency_key", Type.TEXT),
              required("body", Type.BODY)));

  /** Projects. */
  public static final Table PROJECTS =
      new Table(
          "projects", List.of(required("name", Type.TEXT), required("created_ns", Type.LONG)));

  /** Keys, by their hashes. */
  public static final Table KEYS =
      new Table(
          "keys",
          List.of(
              required("id", Type.TEXT),
              required("sha256", Type.TEXT),
              required("project", Type.TEXT),
              required("scope", Type.TEXT),
              optional("name", Type.TEXT),
              required("created_ns", Type.LONG)));

  /** What projects were set to: {@code body} is JSON. */
  public static final Table SETTINGS =
      new Table("settings", List.of(required("project", Type.TEXT), required("body", Type.BODY)));

  /** What was deleted, by number and not by content. */
  public static final Table DELETIONS =
      new Table(
          "deletions",
          List.of(
              required("number", Type.LONG),
              required("kind", Type.TEXT),
              required("project", Type.TEXT),
              optional("form", Type.TEXT),
              required("by_whom", Type.TEXT),
              required("started_ns", Type.LONG),
              optional("finished_ns", Type.LONG),
              required("traces", Type.LONG),
              required("spans", Type.LONG),
              required("messages", Type.LONG),
              required("blobs", Type.LONG),
              required("feedback", Type.LONG)));

  /** The tables that are divided by week. */
  public static final List<Table> SEGMENT = List.of(PARTS, COMMITS, SUPERSEDED, MESSAGES, BLOBS);

  /** The tables of which there is one. */
  public static final List<Table> CATALOG = List.of(FEEDBACK, PROJECTS, KEYS, SETTINGS, DELETIONS);

  private Schema() {}

  private static List<Column> with(Column... columns) {
    List<Column> all = new ArrayList<>(PART_KEY);
    all.addAll(List.of(columns));
    return all;
  }
}
