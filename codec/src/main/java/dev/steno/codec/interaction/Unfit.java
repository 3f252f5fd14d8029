// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

/** Why an interaction is in no training data. */
enum Unfit {
  /** It went wrong, was refused or was broken off. */
  FAILED,
  /** Its answer was cut at the limit of tokens. */
  TRUNCATED,
  /** Nothing was asked, or nothing was answered. */
  EMPTY,
  /** A tool's result belongs to no call before it, or a call has no result. */
  UNLINKED,
  /** It has content that the format has no form for, such as a video. */
  UNSUPPORTED,
  /** Nobody said whether it was good or bad. */
  UNJUDGED,
  /** It was said to be good and to be bad. */
  CONTRADICTORY,
  /** It was judged, but no answer to the same input was judged otherwise. */
  UNPAIRED,
  /** An answer like it was judged otherwise. */
  SAME_ANSWER
}
