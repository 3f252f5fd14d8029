// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

/**
 * The tags, {@code number << 3 | wire type}, of the fields that Steno reads of opentelemetry-proto
 * 1.11. Requests of all signals number their envelopes alike.
 */
final class Tags {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;

  static final int REQUEST_RESOURCES = 1 << 3 | BYTES;
  static final int RESOURCE = 1 << 3 | BYTES;
  static final int SCOPES = 2 << 3 | BYTES;
  static final int SCOPE = 1 << 3 | BYTES;
  static final int ITEMS = 2 << 3 | BYTES;
  static final int RESOURCE_ATTRIBUTES = 1 << 3 | BYTES;
  static final int SCOPE_NAME = 1 << 3 | BYTES;
  static final int SCOPE_VERSION = 2 << 3 | BYTES;
  static final int SCOPE_ATTRIBUTES = 3 << 3 | BYTES;

  static final int PAIR_KEY = 1 << 3 | BYTES;
  static final int PAIR_VALUE = 2 << 3 | BYTES;
  static final int LIST_VALUES = 1 << 3 | BYTES;
  static final int ANY_STRING = 1 << 3 | BYTES;
  static final int ANY_BOOL = 2 << 3 | VARINT;
  static final int ANY_INT = 3 << 3 | VARINT;
  static final int ANY_DOUBLE = 4 << 3 | FIXED64;
  static final int ANY_ARRAY = 5 << 3 | BYTES;
  static final int ANY_KVLIST = 6 << 3 | BYTES;
  static final int ANY_BYTES = 7 << 3 | BYTES;

  static final int SPAN_TRACE_ID = 1 << 3 | BYTES;
  static final int SPAN_ID = 2 << 3 | BYTES;
  static final int SPAN_TRACE_STATE = 3 << 3 | BYTES;
  static final int SPAN_PARENT_ID = 4 << 3 | BYTES;
  static final int SPAN_NAME = 5 << 3 | BYTES;
  static final int SPAN_KIND = 6 << 3 | VARINT;
  static final int SPAN_START = 7 << 3 | FIXED64;
  static final int SPAN_END = 8 << 3 | FIXED64;
  static final int SPAN_ATTRIBUTES = 9 << 3 | BYTES;
  static final int SPAN_DROPPED_ATTRIBUTES = 10 << 3 | VARINT;
  static final int SPAN_EVENTS = 11 << 3 | BYTES;
  static final int SPAN_DROPPED_EVENTS = 12 << 3 | VARINT;
  static final int SPAN_LINKS = 13 << 3 | BYTES;
  static final int SPAN_DROPPED_LINKS = 14 << 3 | VARINT;
  static final int SPAN_STATUS = 15 << 3 | BYTES;
  static final int STATUS_MESSAGE = 2 << 3 | BYTES;
  static final int STATUS_CODE = 3 << 3 | VARINT;
  static final int EVENT_TIME = 1 << 3 | FIXED64;
  static final int EVENT_NAME = 2 << 3 | BYTES;
  static final int EVENT_ATTRIBUTES = 3 << 3 | BYTES;
  static final int EVENT_DROPPED = 4 << 3 | VARINT;
  static final int LINK_TRACE_ID = 1 << 3 | BYTES;
  static final int LINK_SPAN_ID = 2 << 3 | BYTES;
  static final int LINK_ATTRIBUTES = 4 << 3 | BYTES;
  static final int LINK_DROPPED = 5 << 3 | VARINT;

  static final int LOG_TIME = 1 << 3 | FIXED64;
  static final int LOG_SEVERITY = 2 << 3 | VARINT;
  static final int LOG_SEVERITY_TEXT = 3 << 3 | BYTES;
  static final int LOG_BODY = 5 << 3 | BYTES;
  static final int LOG_ATTRIBUTES = 6 << 3 | BYTES;
  static final int LOG_DROPPED = 7 << 3 | VARINT;
  static final int LOG_TRACE_ID = 9 << 3 | BYTES;
  static final int LOG_SPAN_ID = 10 << 3 | BYTES;
  static final int LOG_OBSERVED = 11 << 3 | FIXED64;
  static final int LOG_EVENT_NAME = 12 << 3 | BYTES;

  private Tags() {}
}
