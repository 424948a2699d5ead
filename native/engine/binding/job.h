#pragma once

#include <napi.h>

#include <functional>
#include <memory>

#include "base/job_control.h"
#include "base/result.h"
#include "binding/js_channel.h"

namespace mamori::binding {

/// Turns a finished job's outcome into JavaScript, on the JavaScript thread.
using Deliver = std::function<Napi::Value(Napi::Env)>;

/// The work of a job; runs on a thread of its own and may start more.
using JobBody = std::function<Result<Deliver>(JobControl&, JsChannel&)>;

/// Starts `body` and returns the JavaScript object of the port's `EngineJob`: `result`, `progress`, `cancel`, `pause`, `resume`; and `endEarly`, of which backups alone take notice.
/// The environment's tear-down cancels the job and waits for its thread.
Napi::Object startJob(Napi::Env env, const char* name, JobBody body);

/// An Error as JavaScript sees it: `code`, `osError` and a message for logs.
Napi::Error toJsError(Napi::Env env, const Error& error);

}  // namespace mamori::binding
