// Takes from this process what a program that nobody vouches for could do harm with.
#pragma once

#include <cstdint>
#include <string>

// Puts the limits on every thread of this process, for ever: it can open, make and write no file, reach no network,
// start no process, signal no other one, and take no more memory than this beyond what it has. What it has open it can
// still read and write. With a device driver it may also read files and speak to the driver, as CUDA must.
// Returns why that cannot be done here; empty where it was done.
std::string confine(uint64_t memory_bytes, bool with_driver);
