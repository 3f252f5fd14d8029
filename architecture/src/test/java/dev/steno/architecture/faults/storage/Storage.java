// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture.faults.storage;

/** What a store is. */
public interface Storage {}
