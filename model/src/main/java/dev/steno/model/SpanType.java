// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

/** What a span is a step of. The wire form is the constant's name. */
public enum SpanType {
  /** A turn of a person and an application. */
  MESSAGE,
  /** One logical model call. */
  GENERATION,
  /** A tool's execution. */
  TOOL,
  /** An agent at work. */
  AGENT,
  /** A search for documents. */
  RETRIEVAL,
  /** A decision between ways to go on. */
  ROUTER,
  /** Something the application did by itself. */
  SYSTEM,
  /** A custom event. */
  EVENT,
  /** Texts turned into vectors. */
  EMBEDDING,
  /** Documents put in order of relevance. */
  RERANK,
  /** A check that may stop or change what passes. */
  GUARDRAIL,
  /** A judgement of another span. */
  EVALUATOR,
  /** A chain of steps that a framework runs. */
  WORKFLOW,
  /** Anything else. */
  SPAN
}
